package io.tieout.channels.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.tieout.channels.Connection;
import io.tieout.channels.internal.Drift;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.Orders;
import io.tieout.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The notifications that Amazon publishes, each by its own example. */
class AmazonNotificationSamplesTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Connection CONNECTION = new Connection(
            ConnectionCode.of("amazon"), "amazon", EntityCode.of("DE01"), ZoneOffset.UTC, Map.of(), List.of(), false);

    private final Drift drift = mock(Drift.class);
    private final AmazonNotifications notifications =
            new AmazonNotifications(mock(Orders.class), mock(AmazonRows.class), drift, Clock.systemUTC());

    @Test
    void everyPublishedNotificationHasItsOutcome() throws IOException {
        Samples.of("amazon-notifications.txt", "amazon/notifications/*").check(this::outcome);
    }

    private String outcome(byte[] schema) throws IOException {
        var examples = JSON.readTree(schema).path("examples");
        var payload = examples.isEmpty() ? schema : JSON.writeValueAsBytes(examples.get(0));
        var message = new InboxMessage(
                MessageId.next(),
                CONNECTION.code(),
                "amazon",
                "notification",
                null,
                null,
                "",
                payload.length,
                "application/json",
                Map.of(),
                "c",
                Instant.now(),
                InboxMessage.State.RECEIVED,
                null,
                null,
                null,
                List.of(),
                null,
                0,
                null,
                null);
        doAnswer(call -> {
                    assertThat(call.<Set<String>>getArgument(2))
                            .as("fields that the model does not name")
                            .isEmpty();
                    return new Outcome.Processed(call.getArgument(1));
                })
                .when(drift)
                .processed(any(), any(), any());
        try {
            var identity = notifications
                    .identify(CONNECTION, "notification", Map.of(), () -> new ByteArrayInputStream(payload))
                    .identity();
            return switch (notifications.handle(CONNECTION, message, () -> new ByteArrayInputStream(payload))) {
                case Outcome.Processed done -> "processed " + done.subjects() + " id=" + identity;
                case Outcome.Ignored _ -> "ignored id=" + identity;
                case Outcome.ProcessedWithRemarks remarks ->
                    "remark:" + remarks.remarks().getFirst().problem().code();
                case Outcome.Parked _, Outcome.Split _ -> "unexpected";
            };
        } catch (ProblemException refused) {
            return "refused:" + refused.type().code();
        }
    }
}
