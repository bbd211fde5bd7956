package io.tieout.channels.square;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.ChannelCommand.PayRefund;
import io.tieout.channels.spi.ChannelCommand.PublishAvailability;
import io.tieout.channels.spi.CommandAdapter;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import io.tieout.kernel.Money;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the hub asks of a seller: money back, and the stock of its locations. Square knows a repeat by the idempotency key. */
@Component
class SquareCommands implements CommandAdapter {

    /** Square takes no more changes at once. */
    private static final int TOGETHER_MAX = 100;

    private static final int REASON_LENGTH_MAX = 192;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SquareRows rows;

    SquareCommands(SquareRows rows) {
        this.rows = rows;
    }

    @Override
    public String name() {
        return SquareAdapter.NAME;
    }

    @Override
    public Set<Class<? extends ChannelCommand>> commands(Connection connection) {
        return new SquareSettings(connection).callable()
                ? Set.of(PayRefund.class, PublishAvailability.class)
                : Set.of();
    }

    @Override
    public Sent send(Connection connection, ChannelCommand command, UUID id, boolean answerLost, PartnerCalls calls) {
        var api = new SquareApi(connection, calls);
        return switch (command) {
            case PayRefund refund -> pay(connection, api, refund);
            case PublishAvailability figures -> publish(connection, api, figures, id);
            case ChannelCommand.ConfirmShipment _,
                    ChannelCommand.AcknowledgeOrder _,
                    ChannelCommand.CancelLines _,
                    ChannelCommand.RequestReservation _,
                    ChannelCommand.WithdrawReservation _,
                    ChannelCommand.ShipOrder _,
                    ChannelCommand.AnnounceReturn _,
                    ChannelCommand.PublishPrices _,
                    ChannelCommand.PublishProducts _ ->
                refused(
                        "square.command-unsupported",
                        "No call for " + command.getClass().getSimpleName());
        };
    }

    private Sent pay(Connection connection, SquareApi api, PayRefund refund) {
        var payment = Optional.ofNullable(refund.paymentReference())
                .or(() -> rows.payments(connection.code(), refund.orderExternalId()).stream()
                        .filter(SquareRows.Payment::completed)
                        .filter(known ->
                                known.amount().currency().equals(refund.amount().currency()))
                        .filter(known -> known.amount().compareTo(refund.amount()) >= 0)
                        .map(SquareRows.Payment::id)
                        .findFirst());
        if (payment.isEmpty()) {
            return refused(
                    "square.payment-unknown",
                    "No payment of order " + refund.orderExternalId() + " covers " + refund.amount());
        }
        var body = JSON.createObjectNode()
                .put("idempotency_key", refund.refund().toString())
                .put("payment_id", payment.get())
                .put("reason", cut(refund.reason()));
        body.set("amount_money", money(refund.amount()));
        var reply = api.exchange("refundPayment", Priority.ORDERS, "POST", "/v2/refunds", Optional.of(body.toString()));
        return switch (reply) {
            case Reply.NotSent(var reason) -> new Sent(new Outcome.Retry(reason, null), null, null);
            case Reply.Lost(var reason) -> new Sent(new Outcome.Unknown(reason), null, null);
            case Reply.Answer answer -> paid(answer);
        };
    }

    private static String cut(String reason) {
        return reason.length() <= REASON_LENGTH_MAX ? reason : reason.substring(0, REASON_LENGTH_MAX);
    }

    private static ObjectNode money(Money amount) {
        var digits = Math.max(amount.currency().getDefaultFractionDigits(), 0);
        return JSON.createObjectNode()
                .put("amount", amount.amount().movePointRight(digits).longValueExact())
                .put("currency", amount.currency().getCurrencyCode());
    }

    private static Sent paid(Reply.Answer answer) {
        var refund = SquareApi.document(answer)
                .map(document -> document.path("refund"))
                .filter(JsonNode::isObject);
        if (refund.isEmpty() || answer.status() != 200) {
            return sent(answer, SquareApi.trouble(answer));
        }
        return sent(
                answer,
                switch (refund.get().path("status").asString("")) {
                    case "REJECTED", "FAILED" ->
                        new Outcome.Refused(
                                "square.refund-rejected",
                                "Square will not pay it back: "
                                        + refund.get().path("status").asString());
                    default -> new Outcome.Accepted(refund.get().path("id").asString());
                });
    }

    private Sent publish(Connection connection, SquareApi api, PublishAvailability command, UUID id) {
        var settings = new SquareSettings(connection);
        var variations = rows.variations(
                connection.code(),
                command.figures().stream()
                        .map(PublishAvailability.Figure::partnerSku)
                        .toList());
        var changes = new ArrayList<ObjectNode>();
        var missing = new TreeSet<String>();
        for (var figure : command.figures()) {
            var ours = figure.location();
            var location =
                    ours == null ? settings.squareLocations().stream().findFirst() : settings.squareLocation(ours);
            var variation = variations.get(figure.partnerSku());
            if (location.isEmpty() || variation == null) {
                missing.add(variation == null ? figure.partnerSku() : "location " + ours);
            } else {
                changes.add(change(command, figure, location.get(), variation));
            }
        }
        var last = new Sent(new Outcome.Accepted(null), null, null);
        for (var from = 0; from < changes.size(); from += TOGETHER_MAX) {
            var part = changes.subList(from, Math.min(changes.size(), from + TOGETHER_MAX));
            last = publish(api, part, UUID.nameUUIDFromBytes((id + ":" + from).getBytes(StandardCharsets.UTF_8)));
            if (!(last.outcome() instanceof Outcome.Accepted)) {
                return last;
            }
        }
        return missing.isEmpty()
                ? last
                : new Sent(
                        new Outcome.Refused(
                                "square.stock-unknown",
                                "The seller has no place for the stock of " + String.join(", ", missing)
                                        + "; the other figures were set"),
                        last.status(),
                        last.answer());
    }

    private static ObjectNode change(
            PublishAvailability command, PublishAvailability.Figure figure, String location, String variation) {
        var change = JSON.createObjectNode().put("type", "PHYSICAL_COUNT");
        change.putObject("physical_count")
                .put("reference_id", "tieout-" + command.revision())
                .put("catalog_object_id", variation)
                .put("state", "IN_STOCK")
                .put("location_id", location)
                .put(
                        "quantity",
                        figure.available()
                                .value()
                                .max(java.math.BigDecimal.ZERO)
                                .toPlainString())
                .put("occurred_at", command.asOf().toString());
        return change;
    }

    private static Sent publish(SquareApi api, List<ObjectNode> changes, UUID key) {
        var body =
                JSON.createObjectNode().put("idempotency_key", key.toString()).put("ignore_unchanged_counts", true);
        body.putArray("changes").addAll(changes);
        var reply = api.exchange(
                "batchChangeInventory",
                Priority.STOCK,
                "POST",
                "/v2/inventory/changes/batch-create",
                Optional.of(body.toString()));
        return switch (reply) {
            case Reply.NotSent(var reason) -> new Sent(new Outcome.Retry(reason, null), null, null);
            case Reply.Lost(var reason) -> new Sent(new Outcome.Unknown(reason), null, null);
            case Reply.Answer answer -> {
                var document = SquareApi.document(answer);
                var fine = answer.status() == 200
                        && document.isPresent()
                        && document.get().path("errors").isEmpty();
                yield sent(answer, fine ? new Outcome.Accepted(null) : SquareApi.trouble(answer));
            }
        };
    }

    private static Sent sent(Reply.Answer answer, Outcome outcome) {
        return new Sent(outcome, answer.status(), answer.body());
    }

    private static Sent refused(String code, String reason) {
        return new Sent(new Outcome.Refused(code, reason), null, null);
    }
}
