package io.tieout.exceptions.internal;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where a page of the queue ended. */
record Cursor(Instant at, UUID id) {

    static Cursor parse(String text) {
        try {
            var parts = text.split("_", 2);
            return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException notOurs) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "This cursor was not given by this list",
                    List.of(new Place("/after", "Not a cursor")));
        }
    }

    @Override
    public String toString() {
        return at + "_" + id;
    }
}
