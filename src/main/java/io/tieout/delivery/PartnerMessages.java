package io.tieout.delivery;

import io.tieout.delivery.internal.DestinationRegister;
import io.tieout.delivery.internal.Outbox;
import io.tieout.kernel.EntityCode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The engine's use by other modules: messages of types of their own, to destinations that they keep and no person sets up.
 * Order per key, retries, breaker, dead letters, pause and the attempt log are as for all others. How a message ended is told
 * by {@link io.tieout.delivery.events.PartnerMessageEnded}.
 */
@Service
public class PartnerMessages {

    private final DestinationRegister register;
    private final Outbox outbox;

    PartnerMessages(DestinationRegister register, Outbox outbox) {
        this.register = register;
        this.outbox = outbox;
    }

    /**
     * Sees to it that there is such a destination; whether it is paused is left as it stands. Not audited: what it follows
     * from is.
     *
     * @param adapter an {@link io.tieout.delivery.spi.ErpAdapter} that is {@code managed()}
     * @throws IllegalArgumentException where it is not
     */
    @Transactional
    public void keep(String destination, String adapter, EntityCode entity, Map<String, String> settings) {
        register.keep(destination, adapter, entity, settings);
    }

    /** Its undelivered messages are skipped. Nothing happens where there is no such destination. */
    @Transactional
    public void drop(String destination) {
        if (register.find(destination).isPresent()) {
            register.remove(destination);
        }
    }

    /** Messages go on queuing while it is paused, none is sent. Nothing happens where there is no such destination. */
    @Transactional
    public void setPaused(String destination, boolean paused, String because) {
        register.setPaused(destination, paused, paused ? because : null);
    }

    /** Whether there is such a destination, as this node knows it. */
    public boolean kept(String destination) {
        return outbox.knows(destination);
    }

    /**
     * Queues it in the caller's transaction; the row is written just before that commits, together with all others.
     *
     * @return the message's id
     * @throws IllegalStateException outside of a transaction
     */
    public UUID queue(PartnerMessage message) {
        return outbox.add(message);
    }

    /** The types and states of what waits or is dead for a destination, counted. */
    public List<PartnerBacklog> backlog(String destination) {
        return register.backlog(destination);
    }
}
