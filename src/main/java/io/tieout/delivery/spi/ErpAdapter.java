package io.tieout.delivery.spi;

import io.tieout.delivery.Destination;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * How one kind of receiver is spoken to: it turns a message into that system's own calls and the answer into an
 * {@link Outcome}. It decides nothing else: order, retries, dead letters and the log are the engine's. Called on a virtual
 * thread, outside of any transaction; must not outlast the endpoint's timeout by much.
 */
public interface ErpAdapter {

    /** What a destination names it by, such as {@code webhook}. */
    String name();

    /** Whether the receiver is an ERP, which gives document numbers; a plain receiver need not. */
    boolean erp();

    /** The event types it has calls for; empty where it takes all. Others are never queued for it. */
    Set<String> types();

    /**
     * Checks the destination's settings and secret before they are saved.
     *
     * @return what is wrong, in a sentence
     */
    Optional<String> flaw(Destination destination, Optional<String> secret);

    /** The address to speak to; differs from the destination's where that is a word such as {@code self}. */
    default URI address(Destination destination) {
        return destination.url();
    }

    /**
     * Whether its destinations are kept by another module through {@link io.tieout.delivery.PartnerMessages}: no person sets
     * them up, and no configuration file names them.
     */
    default boolean managed() {
        return false;
    }

    /** A fresh secret for a destination that was given none. */
    String newSecret();

    /**
     * Sends it. Where {@link Outgoing#answerLost()}, an adapter whose receiver does not recognise repeats by our id must look
     * it up first.
     */
    Sent send(Outgoing message, Endpoint endpoint);
}
