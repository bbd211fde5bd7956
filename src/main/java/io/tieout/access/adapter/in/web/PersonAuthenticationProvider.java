package io.tieout.access.adapter.in.web;

import io.tieout.access.Person;
import io.tieout.access.SignedIn;
import io.tieout.access.internal.SignIn;
import io.tieout.kernel.Actor;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Signs people in. With a first password they get no role, and can do nothing but change it. */
final class PersonAuthenticationProvider implements AuthenticationProvider {

    private final SignIn signIn;

    PersonAuthenticationProvider(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var password = authentication.getCredentials() == null
                ? ""
                : authentication.getCredentials().toString();
        var person = signIn.attempt(authentication.getName(), password)
                .orElseThrow(() -> new BadCredentialsException("The name or the password is not right"));
        return authenticated(person);
    }

    static Authentication authenticated(Person person) {
        var authorities = person.mustChangePassword()
                ? List.<SimpleGrantedAuthority>of()
                : person.roles().stream()
                        .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                        .toList();
        var principal = new SignedIn(
                Actor.Kind.USER, person.name(), person.displayName(), person.mustChangePassword(), person.stamp());
        return UsernamePasswordAuthenticationToken.authenticated(principal, null, authorities);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
