package io.tieout.orders;

/** What became of a store's answer. */
public sealed interface StoreAnswer {

    /** Taken; the order went on by it. */
    record Taken(OrderId order) implements StoreAnswer {}

    /** It came again, or after its request was withdrawn; nothing changed but the trace. */
    record TooLate(OrderId order, String why) implements StoreAnswer {}

    /** There is no such request. */
    record Unknown() implements StoreAnswer {}
}
