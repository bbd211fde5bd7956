package io.tieout.channels.paypal;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.refunds.ProviderAnswers;
import io.tieout.channels.refunds.RefundReplies;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What PayPal says of refunds. Its own signature needs a call to verify, so the sender bears a key of ours. */
@Component
class PayPalRefundWebhooks implements ChannelAdapter {

    private final ProviderAnswers answers;

    PayPalRefundWebhooks(ProviderAnswers answers) {
        this.answers = answers;
    }

    @Override
    public String name() {
        return "paypal";
    }

    @Override
    public Set<String> kinds() {
        return Set.of("refund");
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
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var event = JsonFields.read(raw.open());
        var resource = event.has("resource") ? event.object("resource").node() : event.node();
        var status = String.valueOf(RefundReplies.text(resource, "status"));
        var why = RefundReplies.text(resource, "status_details", "reason");
        return answers.told(
                RefundReplies.text(resource, "custom_id"),
                RefundReplies.text(resource, "id"),
                switch (status) {
                    case "COMPLETED" -> Boolean.TRUE;
                    case "FAILED", "CANCELLED" -> Boolean.FALSE;
                    default -> null;
                },
                why == null ? status : status + ": " + why);
    }
}
