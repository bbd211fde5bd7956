package io.tieout.access.adapter.in.web;

import io.github.bucket4j.Bucket;
import io.tieout.access.CurrentActor;
import io.tieout.kernel.Actor;
import io.tieout.platform.ProblemAnswers;
import io.tieout.platform.WebProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds each client to its quota, and tells it how much is left. Counted per node: with n nodes behind a balancer a client
 * gets up to n times its quota, which is worth less than a shared count with every request.
 */
final class QuotaFilter extends OncePerRequestFilter {

    private static final long SECONDS_PER_MINUTE = 60;

    private final CurrentActor actors;
    private final ProblemAnswers answers;
    private final Map<Actor, Metered> buckets = new ConcurrentHashMap<>();

    QuotaFilter(CurrentActor actors, ProblemAnswers answers) {
        this.actors = actors;
        this.answers = answers;
    }

    private record Metered(int ratePerMinute, Bucket bucket) {

        static Metered of(int ratePerMinute) {
            return new Metered(
                    ratePerMinute,
                    Bucket.builder()
                            .addLimit(limit ->
                                    limit.capacity(ratePerMinute).refillGreedy(ratePerMinute, Duration.ofMinutes(1)))
                            .build());
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var actor = actors.find();
        if (actor.isEmpty() || !(request.getAttribute(BearerKeyFilter.QUOTA_ATTRIBUTE) instanceof Integer rate)) {
            chain.doFilter(request, response);
            return;
        }
        var metered = buckets.compute(
                actor.get(), (_, known) -> known != null && known.ratePerMinute() == rate ? known : Metered.of(rate));
        var probe = metered.bucket().tryConsumeAndReturnRemaining(1);
        var waitSeconds =
                TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + (probe.isConsumed() ? 0 : 1);
        response.setHeader("RateLimit-Limit", String.valueOf(rate));
        response.setHeader("RateLimit-Remaining", String.valueOf(probe.getRemainingTokens()));
        response.setHeader("RateLimit-Reset", String.valueOf(probe.isConsumed() ? SECONDS_PER_MINUTE : waitSeconds));
        if (!probe.isConsumed()) {
            response.setHeader("Retry-After", String.valueOf(waitSeconds));
            answers.write(request, response, WebProblem.RATE_EXCEEDED, "The quota is " + rate + " requests per minute");
            return;
        }
        chain.doFilter(request, response);
    }
}
