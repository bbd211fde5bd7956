package io.tieout.access.adapter.in.web;

import io.tieout.access.CurrentActor;
import io.tieout.access.internal.IdempotentRequests;
import io.tieout.access.internal.IdempotentRequests.Answer;
import io.tieout.access.internal.IdempotentRequests.Begun;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.ProblemAnswers;
import io.tieout.platform.WebProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers a repeated POST as it answered the first one. Answers that tell of a passing condition are not kept, so that a
 * repeat tries again.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final CurrentActor actors;
    private final IdempotentRequests requests;
    private final ProblemAnswers answers;

    IdempotencyFilter(CurrentActor actors, IdempotentRequests requests, ProblemAnswers answers) {
        this.actors = actors;
        this.requests = requests;
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod())
                || request.getHeader(HEADER) == null
                // Their answers hold keys, which are kept nowhere.
                || request.getRequestURI().startsWith(request.getContextPath() + "/api/v1/clients")
                || request.getRequestURI().startsWith(request.getContextPath() + "/in/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var actor = actors.find();
        if (actor.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        var key = request.getHeader(HEADER);
        if (!USABLE.matcher(key).matches()) {
            answers.write(
                    request, response, WebProblem.IDEMPOTENCY_KEY_INVALID, "Send 1 to 255 visible ASCII characters");
            return;
        }
        ReadBody read;
        try {
            read = new ReadBody(request);
        } catch (ProblemException tooLarge) {
            answers.write(request, response, tooLarge.type(), tooLarge.getMessage());
            return;
        }
        var by = actor.get().toString();
        var query = request.getQueryString() == null ? "" : request.getQueryString();
        switch (requests.begin(by, key, request.getRequestURI() + "?" + query, read.body())) {
            case Begun.First _ -> first(by, key, read, response, chain);
            case Begun.Repeated(var answer) -> repeat(answer, response);
            case Begun.Running _ -> {
                response.setHeader("Retry-After", "1");
                answers.write(
                        request,
                        response,
                        WebProblem.IDEMPOTENCY_KEY_IN_FLIGHT,
                        "The first request with this key has not ended yet");
            }
            case Begun.Reused _ ->
                answers.write(
                        request,
                        response,
                        WebProblem.IDEMPOTENCY_KEY_REUSED,
                        "This key came before with another path or body");
        }
    }

    private void first(String by, String key, ReadBody read, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var kept = new ContentCachingResponseWrapper(response);
        var ended = false;
        try {
            chain.doFilter(read, kept);
            if (lasting(kept.getStatus())) {
                requests.end(
                        by,
                        key,
                        new Answer(
                                kept.getStatus(),
                                kept.getContentType(),
                                kept.getHeader("Location"),
                                kept.getContentAsByteArray()));
                ended = true;
            }
        } finally {
            if (!ended) {
                requests.abandon(by, key);
            }
        }
        kept.copyBodyToResponse();
    }

    /** Server failures, refused keys, conflicts of the moment and quotas may be otherwise next time. */
    private static boolean lasting(int status) {
        return status < 500 && status != 401 && status != 403 && status != 409 && status != 429;
    }

    private static void repeat(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        response.setHeader("Idempotency-Replayed", "true");
        if (answer.location() != null) {
            response.setHeader("Location", answer.location());
        }
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }
}
