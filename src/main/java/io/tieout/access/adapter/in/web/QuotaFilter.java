package io.tieout.access.adapter.in.web;

import io.tieout.access.CurrentActor;
import io.tieout.access.internal.Quotas;
import io.tieout.platform.ProblemAnswers;
import io.tieout.platform.WebProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Holds each client to its quota, on whatever node it calls, and tells it how much is left. Who has no quota pays nothing for it. */
final class QuotaFilter extends OncePerRequestFilter {

    private final CurrentActor actors;
    private final Quotas quotas;
    private final ProblemAnswers answers;

    QuotaFilter(CurrentActor actors, Quotas quotas, ProblemAnswers answers) {
        this.actors = actors;
        this.quotas = quotas;
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var actor = actors.find();
        if (actor.isEmpty() || !(request.getAttribute(BearerKeyFilter.QUOTA_ATTRIBUTE) instanceof Integer rate)) {
            chain.doFilter(request, response);
            return;
        }
        var standing = quotas.take(actor.get(), rate);
        response.setHeader("RateLimit-Limit", String.valueOf(rate));
        response.setHeader("RateLimit-Remaining", String.valueOf(standing.remaining()));
        response.setHeader("RateLimit-Reset", String.valueOf(standing.resetSeconds()));
        if (!standing.allowed()) {
            response.setHeader("Retry-After", String.valueOf(standing.retrySeconds()));
            answers.write(request, response, WebProblem.RATE_EXCEEDED, "The quota is " + rate + " requests per minute");
            return;
        }
        chain.doFilter(request, response);
    }
}
