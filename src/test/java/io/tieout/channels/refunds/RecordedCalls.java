package io.tieout.channels.refunds;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelCommand.PayRefund;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A provider that answers as a test wants and remembers what it was asked. */
public final class RecordedCalls implements PartnerCalls {

    public static final UUID REFUND = UUID.fromString("0199a000-0000-7000-8000-000000000001");

    public final List<OutboundHttp.Request> requests = new ArrayList<>();
    private final OutboundHttp.Reply reply;

    public RecordedCalls(OutboundHttp.Reply reply) {
        this.reply = reply;
    }

    public static RecordedCalls answering(int status, String body) {
        return new RecordedCalls(new OutboundHttp.Reply.Answer(status, Map.of("retry-after", "7"), body));
    }

    public static Connection connection(String adapter) {
        return new Connection(
                ConnectionCode.of("psp"),
                adapter,
                EntityCode.of("E1"),
                ZoneOffset.UTC,
                Map.of("merchantAccount", "Shop", "url", "https://psp.example"),
                List.of(),
                false);
    }

    public static PayRefund refund(@Nullable String payment) {
        return new PayRefund(
                "return:shop:R1", REFUND, "1001", "R1", Money.of("59.50", "EUR"), payment, "too small", List.of());
    }

    @Override
    public OutboundHttp.Reply exchange(String operation, Priority priority, OutboundHttp.Request request) {
        requests.add(request);
        return reply;
    }

    @Override
    public Optional<String> secret(String name) {
        return Optional.of("key-of-" + name);
    }
}
