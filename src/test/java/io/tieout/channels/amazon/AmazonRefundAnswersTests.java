package io.tieout.channels.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.tieout.channels.Connection;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.returns.RefundAnswer;
import io.tieout.returns.ReturnFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import tools.jackson.databind.json.JsonMapper;

/** What a return hears of the refund that it waits for. */
class AmazonRefundAnswersTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final UUID REFUND = UUID.fromString("0193f000-0000-7000-8000-000000000002");
    private static final Connection CONNECTION = new Connection(
            ConnectionCode.of("amazon"), "amazon", EntityCode.of("DE01"), ZoneOffset.UTC, Map.of(), List.of(), false);

    private final AmazonRows rows = mock(AmazonRows.class);
    private final ReturnFacts returns = mock(ReturnFacts.class);
    private final AmazonFeedResults results = new AmazonFeedResults(rows, returns, Clock.systemUTC());

    @Test
    void aRefundThatAmazonHasDoneSucceeded() throws IOException {
        assertThat(result("DONE", "<AmazonEnvelope><MessagesWithError>0</MessagesWithError></AmazonEnvelope>", true))
                .isInstanceOf(Outcome.Processed.class);

        assertThat(answer().succeeded()).isTrue();
        assertThat(answer().reference()).isEqualTo("feed-1");
    }

    @Test
    void aRefundThatAmazonRefusesFailedWithAmazonsWords() throws IOException {
        var outcome = result(
                "DONE",
                "<AmazonEnvelope><Result><MessageID>1</MessageID><ResultCode>Error</ResultCode>"
                        + "<ResultMessageCode>8061</ResultMessageCode><ResultDescription>Too much</ResultDescription>"
                        + "</Result></AmazonEnvelope>",
                true);

        assertThat(outcome).isInstanceOf(Outcome.ProcessedWithRemarks.class);
        assertThat(answer().succeeded()).isFalse();
        assertThat(answer().words()).contains("8061").contains("Too much");
    }

    @Test
    void aFeedThatAmazonGaveUpPaidNobody() throws IOException {
        result("FATAL", "", true);

        assertThat(answer().succeeded()).isFalse();
    }

    @Test
    void theSameResultAgainAnswersNothing() throws IOException {
        assertThat(result("DONE", "<AmazonEnvelope/>", false)).isInstanceOf(Outcome.Ignored.class);

        verify(returns, never()).refundAnswered(any());
    }

    private Outcome result(String status, String report, boolean first) throws IOException {
        when(rows.feed(eq(CONNECTION.code()), eq("feed-1")))
                .thenReturn(Optional.of(new AmazonRows.Feed(
                        UUID.randomUUID(),
                        CONNECTION.code(),
                        AmazonFeeds.REFUNDS,
                        "return:amazon:R1",
                        JSON.createObjectNode().put("1", "return:amazon:R1").put(AmazonFeeds.REFUND, REFUND.toString()),
                        "d",
                        "feed-1",
                        Instant.now())));
        when(rows.feedEnded(any(), anyBoolean(), any())).thenReturn(first);
        var body = JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("feedId", "feed-1")
                .put("processingStatus", status)
                .put("report", report));
        return results.handle(CONNECTION, mock(InboxMessage.class), () -> new ByteArrayInputStream(body));
    }

    private RefundAnswer answer() {
        var answers = ArgumentCaptor.forClass(RefundAnswer.class);
        verify(returns).refundAnswered(answers.capture());
        assertThat(answers.getValue().refund()).isEqualTo(REFUND);
        return answers.getValue();
    }
}
