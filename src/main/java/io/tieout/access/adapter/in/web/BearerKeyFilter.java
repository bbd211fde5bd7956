package io.tieout.access.adapter.in.web;

import io.tieout.access.Scopes;
import io.tieout.access.SignedIn;
import io.tieout.access.internal.ApiKeys;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.platform.ProblemAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates a presented key. A request without one goes on as anonymous; one with a key that is not valid does not. */
final class BearerKeyFilter extends OncePerRequestFilter {

    static final String QUOTA_ATTRIBUTE = "io.tieout.rate-per-minute";
    private static final String SCHEME = "Bearer ";
    private static final int KEY_LENGTH_MAX = 512;

    private final ApiKeys keys;
    private final ProblemAnswers answers;

    BearerKeyFilter(ApiKeys keys, ProblemAnswers answers) {
        this.keys = keys;
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            // Other schemes may be a partner's own signature, which the channel checks.
            chain.doFilter(request, response);
            return;
        }
        var key = header.substring(SCHEME.length()).strip();
        var holder = key.isEmpty() || key.length() > KEY_LENGTH_MAX
                ? java.util.Optional.<ApiKeys.Holder>empty()
                : keys.holderOf(key);
        if (holder.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            answers.write(
                    request,
                    response,
                    CommonProblem.UNAUTHENTICATED,
                    "The key is unknown, expired or revoked, or its client is disabled");
            return;
        }
        request.setAttribute(QUOTA_ATTRIBUTE, holder.get().ratePerMinute());
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication(holder.get()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private static UsernamePasswordAuthenticationToken authentication(ApiKeys.Holder holder) {
        var scopes = holder.scopes().contains(Scopes.ADMIN)
                ? Stream.concat(Stream.of(Scopes.ADMIN), Scopes.ALL.stream())
                : holder.scopes().stream();
        var authorities = scopes.map(scope -> new SimpleGrantedAuthority("SCOPE_" + scope))
                .toList();
        var principal = new SignedIn(Actor.Kind.CLIENT, holder.client(), holder.client(), false, 0);
        return UsernamePasswordAuthenticationToken.authenticated(principal, null, authorities);
    }
}
