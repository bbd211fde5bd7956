package io.tieout.access.adapter.in.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.Person;
import io.tieout.access.Roles;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonAuthenticationProviderTests {

    @Test
    void aFirstPasswordGrantsNoRole() {
        assertThat(PersonAuthenticationProvider.authenticated(person(true)).getAuthorities())
                .isEmpty();
        assertThat(PersonAuthenticationProvider.authenticated(person(false)).getAuthorities())
                .extracting(Object::toString)
                .containsExactly("ROLE_administrator");
    }

    private static Person person(boolean mustChange) {
        return new Person("ada", "Ada", Set.of(Roles.ADMINISTRATOR), true, mustChange, null, Instant.EPOCH, null, 0);
    }
}
