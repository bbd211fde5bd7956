package io.tieout.platform.adapter.in.rest;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemType;
import io.tieout.platform.ProblemAnswers;
import io.tieout.platform.WebProblem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what failed before or behind the controllers: in the container, in a filter, in the firewall. */
@Controller
class ErrorPage implements ErrorController {

    private final ProblemAnswers answers;

    ErrorPage(ProblemAnswers answers) {
        this.answers = answers;
    }

    @RequestMapping("${server.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        var type = typeOf(status);
        answers.write(request, response, type, type.title());
    }

    static ProblemType typeOf(int status) {
        return switch (status) {
            case 401 -> CommonProblem.UNAUTHENTICATED;
            case 403 -> CommonProblem.FORBIDDEN;
            case 404 -> CommonProblem.NOT_FOUND;
            case 405 -> CommonProblem.METHOD_NOT_ALLOWED;
            case 406 -> WebProblem.NOT_ACCEPTABLE;
            case 409 -> CommonProblem.STATE_CONFLICT;
            case 413 -> CommonProblem.REQUEST_TOO_LARGE;
            case 415 -> CommonProblem.MEDIA_TYPE_UNSUPPORTED;
            case 429 -> WebProblem.RATE_EXCEEDED;
            case 503 -> WebProblem.UNAVAILABLE;
            default -> status < 500 ? CommonProblem.REQUEST_INVALID : CommonProblem.INTERNAL;
        };
    }
}
