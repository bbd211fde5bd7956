package io.tieout.orders;

import java.util.UUID;

/** What became of an order or sale that was handed in. Problems throw {@link io.tieout.kernel.ProblemException} instead. */
public sealed interface Acceptance {

    /** Stock is reserved and the order released, in the caller's transaction. */
    record Released(OrderId order, UUID reservation) implements Acceptance {}

    /** Kept and held, for instance for want of stock; a work item says why and who. */
    record Held(OrderId order, String code, String reason) implements Acceptance {}

    /** A till's sale, recorded. */
    record Recorded(OrderId order) implements Acceptance {}

    /** Known already, in this or a newer version; nothing changed. */
    record AlreadyKnown(OrderId order) implements Acceptance {}

    /** A cancellation for it had come before (R55); nothing is reserved. */
    record CancelledBefore(OrderId order) implements Acceptance {}
}
