package io.tieout.platform.adapter.in.rest;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemType;
import io.tieout.platform.ProblemAnswers;
import io.tieout.platform.ProblemTypes;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** What each problem code means: where the {@code type} of an RFC 9457 answer leads. */
@RestController
@RequestMapping("/api/v1/problems")
class ProblemsController {

    private final ProblemTypes types;
    private final ProblemAnswers answers;

    ProblemsController(ProblemTypes types, ProblemAnswers answers) {
        this.types = types;
        this.answers = answers;
    }

    record Problem(String type, String code, int status, String title, String advice) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Page<Problem> all(HttpServletRequest request) {
        return new Page<>(
                types.all().stream().map(type -> described(type, request)).toList(), null);
    }

    @GetMapping(path = "/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
    Problem one(@PathVariable String code, HttpServletRequest request) {
        return described(known(code), request);
    }

    @GetMapping(path = "/{code}", produces = MediaType.TEXT_HTML_VALUE)
    String page(@PathVariable String code) {
        var type = known(code);
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s</title></head>
                <body><h1>%1$s</h1><p><code>%2$s</code> (HTTP status %3$d)</p><p>%4$s</p></body></html>
                """.formatted(
                        HtmlUtils.htmlEscape(type.title()),
                        HtmlUtils.htmlEscape(type.code()),
                        type.status(),
                        HtmlUtils.htmlEscape(type.advice()));
    }

    private Problem described(ProblemType type, HttpServletRequest request) {
        return new Problem(answers.url(request, type.code()), type.code(), type.status(), type.title(), type.advice());
    }

    private ProblemType known(String code) {
        return types.find(code)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "No problem has this code"));
    }
}
