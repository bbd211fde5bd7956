package io.tieout.access;

import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;

/** Who is signed in on this thread: a user of the browser side or an API client. */
@Service
public class CurrentActor {

    /** @throws io.tieout.kernel.ProblemException {@code unauthenticated} where nobody is */
    public Actor get() {
        return find().orElseThrow(
                        () -> new ProblemException(CommonProblem.UNAUTHENTICATED, "Nobody is signed in here"));
    }

    /** As {@link #get}, empty where nobody is signed in, such as in a background job. */
    public Optional<Actor> find() {
        return signedIn().map(SignedIn::actor);
    }

    public boolean hasRole(String role) {
        return hasAuthority("ROLE_" + role);
    }

    /** Whether an API client holds the scope, by itself or by {@link Scopes#ADMIN}. */
    public boolean hasScope(String scope) {
        return hasAuthority("SCOPE_" + scope);
    }

    /** True where a person signed in with a first password and may do nothing but change it. */
    public boolean mustChangePassword() {
        return signedIn().map(SignedIn::mustChangePassword).orElse(false);
    }

    private boolean hasAuthority(String authority) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.isAuthenticated()
                && authentication.getAuthorities().stream()
                        .anyMatch(granted -> authority.equals(granted.getAuthority()));
    }

    private static Optional<SignedIn> signedIn() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .filter(Authentication::isAuthenticated)
                .map(Authentication::getPrincipal)
                .filter(SignedIn.class::isInstance)
                .map(SignedIn.class::cast);
    }
}
