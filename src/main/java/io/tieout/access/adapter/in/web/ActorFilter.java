package io.tieout.access.adapter.in.web;

import io.tieout.access.CurrentActor;
import io.tieout.kernel.Correlation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts whoever was authenticated into the running correlation. */
final class ActorFilter extends OncePerRequestFilter {

    private final CurrentActor actors;

    ActorFilter(CurrentActor actors) {
        this.actors = actors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var actor = actors.find();
        if (actor.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        var running = Correlation.current();
        Scoped.run(new Correlation(running.id(), running.cause(), actor.get()), request, response, chain);
    }
}
