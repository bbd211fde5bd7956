package io.tieout.orders.internal;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Where a page of orders ended. */
record OrderCursor(Instant at, UUID id) {

    /** @throws ProblemException {@code request.invalid} for what no page gave */
    static OrderCursor parse(String text) {
        try {
            var underscore = text.indexOf('_');
            var micros = Long.parseLong(text.substring(0, underscore));
            return new OrderCursor(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS), UUID.fromString(text.substring(underscore + 1)));
        } catch (RuntimeException notOurs) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "after is not a cursor of this list", notOurs);
        }
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
    }
}
