package io.tieout.access.internal;

import io.tieout.access.Audit;
import io.tieout.access.Person;
import io.tieout.kernel.Actor;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Checks a name and a password, and locks the person out for a while after too many failures in a row. */
@Service
public class SignIn {

    /** What people can be called; anything else does not even reach the database. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    private final PersonRows rows;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;
    private final int attemptsMax;
    private final Duration lockedFor;

    SignIn(
            PersonRows rows,
            Passwords passwords,
            Audit audit,
            Clock clock,
            @Value("${tieout.access.sign-in-attempts-max:5}") int attemptsMax,
            @Value("${tieout.access.locked-for:15m}") Duration lockedFor) {
        this.rows = rows;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
        this.attemptsMax = attemptsMax;
        this.lockedFor = lockedFor;
    }

    /** @return the person; empty whatever the reason, since a stranger shall not learn it */
    @Transactional
    public Optional<Person> attempt(String name, String password) {
        var login = name.strip().toLowerCase(Locale.ROOT);
        var now = clock.instant();
        var attempts = NAME.matcher(login).matches() ? rows.beginAttempt(login, now) : Optional.<Integer>empty();
        if (attempts.isEmpty()) {
            passwords.pretendToMatch(password);
            return Optional.empty();
        }
        if (!passwords.matches(password, rows.passwordHash(login))) {
            audit.record(Actor.user(login), "sign-in.failed", "person:" + login, Map.of());
            if (attempts.get() >= attemptsMax) {
                rows.lock(login, now.plus(lockedFor));
                audit.record(
                        Actor.system("access"),
                        "person.locked",
                        "person:" + login,
                        Map.of("attempts", attempts.get().toString()));
            }
            return Optional.empty();
        }
        rows.succeed(login, now);
        audit.record(Actor.user(login), "sign-in.succeeded", "person:" + login, Map.of());
        return rows.find(login);
    }
}
