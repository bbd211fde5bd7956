package io.tieout.access.internal;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import java.util.List;
import java.util.UUID;

/** Cursors of lists that page by id. */
final class Cursors {

    private Cursors() {}

    static UUID id(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException notOurs) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "This cursor was not given by this list",
                    List.of(new Place("/after", "Not a cursor")));
        }
    }
}
