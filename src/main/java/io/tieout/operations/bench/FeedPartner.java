package io.tieout.operations.bench;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.CommandAdapter;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** A partner that takes availability and sends nothing; the bench itself plays its answers. Only there in console commands, of which the bench is one. */
@Component
@ConditionalOnProperty(name = "tieout.workers.enabled", havingValue = "false")
class FeedPartner implements ChannelAdapter, CommandAdapter {

    static final String NAME = "bench-partner";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of();
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return Identification.NONE;
    }

    @Override
    public MessageHandler.Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) {
        return new MessageHandler.Outcome.Ignored("It sends nothing");
    }

    @Override
    public Set<Class<? extends ChannelCommand>> commands(Connection connection) {
        return Set.of(ChannelCommand.PublishAvailability.class);
    }

    @Override
    public Sent send(Connection connection, ChannelCommand command, UUID id, boolean answerLost, PartnerCalls calls) {
        return new Sent(new Outcome.Accepted(null), null, null);
    }
}
