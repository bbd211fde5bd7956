package io.tieout.access.internal;

import io.tieout.access.Person;
import io.tieout.access.SignedIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Whether a person still is who they were when they signed in; looked up every few seconds, not with every request. */
@Component
public class Standing {

    private static final Duration CACHED_FOR = Duration.ofSeconds(3);

    private final PersonRows rows;
    private final Clock clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Standing(PersonRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    private record Seen(Optional<Person> person, Instant until) {}

    public boolean holds(SignedIn signedIn) {
        var now = clock.instant();
        var last = seen.compute(
                signedIn.name(),
                (name, known) -> known != null
                                && now.isBefore(known.until())
                                && known.person()
                                        .filter(person -> person.stamp() >= signedIn.stamp())
                                        .isPresent()
                        ? known
                        : new Seen(rows.find(name), now.plus(CACHED_FOR)));
        return last.person()
                .filter(person -> person.enabled() && person.stamp() == signedIn.stamp())
                .isPresent();
    }
}
