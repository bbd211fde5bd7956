package io.tieout.channels;

import io.tieout.channels.spi.ChannelCommand;
import io.tieout.kernel.ConnectionCode;
import java.util.Optional;
import java.util.UUID;

/** Commands to partners: queued in the caller's transaction, so that they leave if and only if their cause is committed. */
public interface ChannelCommands {

    /**
     * Queues it where the connection's adapter has a call for such a command and the connection does not refuse it by its
     * settings.
     *
     * @return the message's id; empty where nobody there wants to hear of it
     * @throws IllegalStateException outside of a transaction
     */
    Optional<UUID> tell(ConnectionCode connection, ChannelCommand command);
}
