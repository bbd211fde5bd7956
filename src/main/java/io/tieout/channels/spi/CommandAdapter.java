package io.tieout.channels.spi;

import io.tieout.channels.Connection;
import io.tieout.delivery.spi.Sent;
import java.util.Set;
import java.util.UUID;

/**
 * Turns commands into one partner's own calls. Order, retries, dead letters, pause and the attempt log are the outbound
 * engine's. Called on a virtual thread, outside of any transaction.
 */
public interface CommandAdapter {

    /** The name in a connection's {@code adapter}. */
    String name();

    /**
     * The commands it has calls for; others are never queued for the connection. None where the connection lacks what calls
     * need, such as an address. Asked for each fact, so it must be cheap.
     */
    Set<Class<? extends ChannelCommand>> commands(Connection connection);

    /**
     * Sends it.
     *
     * @param id stays the same over all attempts: the partner's key against repeats, where it has one
     * @param answerLost whether an earlier attempt may have arrived; who cannot rely on {@code id} must look it up first
     */
    Sent send(Connection connection, ChannelCommand command, UUID id, boolean answerLost, PartnerCalls calls);
}
