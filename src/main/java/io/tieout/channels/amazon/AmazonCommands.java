package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.amazon.AmazonAnswer.Done;
import io.tieout.channels.amazon.AmazonAnswer.Failed;
import io.tieout.channels.amazon.AmazonCalls.Call;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.ChannelCommand.AcknowledgeOrder;
import io.tieout.channels.spi.ChannelCommand.CancelLines;
import io.tieout.channels.spi.ChannelCommand.ConfirmShipment;
import io.tieout.channels.spi.ChannelCommand.PayRefund;
import io.tieout.channels.spi.ChannelCommand.PublishAvailability;
import io.tieout.channels.spi.ChannelCommand.PublishPrices;
import io.tieout.channels.spi.CommandAdapter;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.channels.spi.UnprovenParts;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Amazon is told: shipments by a call, all else by feeds. What Amazon itself ships it is told nothing of. */
@Component
class AmazonCommands implements CommandAdapter, UnprovenParts {

    private static final Set<Class<? extends ChannelCommand>> ALL = Set.of(
            ConfirmShipment.class,
            AcknowledgeOrder.class,
            CancelLines.class,
            PayRefund.class,
            PublishAvailability.class,
            PublishPrices.class);

    private static final List<String> UNPROVEN = List.of(
            "acknowledgement and cancelled lines (POST_ORDER_ACKNOWLEDGEMENT_DATA): built from the vendor's page, no schema at hand",
            "refund (POST_PAYMENT_ADJUSTMENT_DATA): built from the vendor's page, no schema at hand",
            "prices (purchasable_offer): the feed's published schema leaves the attribute open");

    private static final long PACKAGE_NUMBER_MAX = 1_000_000_000_000L;

    private final AmazonCalls api;
    private final FeedSubmission feeds;
    private final AmazonRows rows;
    private final JsonMapper json;

    AmazonCommands(AmazonCalls api, FeedSubmission feeds, AmazonRows rows, JsonMapper json) {
        this.api = api;
        this.feeds = feeds;
        this.rows = rows;
        this.json = json;
    }

    @Override
    public String name() {
        return AmazonOrders.NAME;
    }

    /** None where the connection was never given a token. */
    @Override
    public Set<Class<? extends ChannelCommand>> commands(Connection connection) {
        return connection.secrets().contains(AmazonTokens.REFRESH_TOKEN) ? ALL : Set.of();
    }

    @Override
    public String adapter() {
        return AmazonOrders.NAME;
    }

    @Override
    public List<String> parts() {
        return UNPROVEN;
    }

    @Override
    public Sent send(Connection connection, ChannelCommand command, UUID id, boolean answerLost, PartnerCalls calls) {
        try {
            var settings = AmazonSettings.of(connection);
            return switch (command) {
                case ConfirmShipment shipment -> ship(connection, settings, shipment, calls);
                case AcknowledgeOrder order ->
                    feed(
                            connection,
                            settings,
                            order,
                            AmazonFeeds.acknowledgement(settings, order),
                            id,
                            answerLost,
                            calls);
                case CancelLines lines ->
                    feed(connection, settings, lines, AmazonFeeds.cancellation(settings, lines), id, answerLost, calls);
                case PayRefund refund -> refund(connection, settings, refund, id, answerLost, calls);
                case PublishAvailability availability ->
                    availability(connection, settings, availability, id, answerLost, calls);
                case PublishPrices prices ->
                    feed(
                            connection,
                            settings,
                            prices,
                            AmazonFeeds.prices(connection, settings, prices),
                            id,
                            answerLost,
                            calls);
                default ->
                    nothing("Amazon has no call for " + command.getClass().getSimpleName());
            };
        } catch (ProblemException wrong) {
            return refused(wrong.type().code(), String.valueOf(wrong.getMessage()));
        }
    }

    private Sent feed(
            Connection connection,
            AmazonSettings settings,
            ChannelCommand command,
            AmazonFeeds.Document document,
            UUID id,
            boolean answerLost,
            PartnerCalls calls) {
        return document.messages().isEmpty()
                ? nothing("There is nothing in it that Amazon may be told")
                : feeds.submit(connection, settings, command.subject(), document, id, answerLost, calls);
    }

    private Sent availability(
            Connection connection,
            AmazonSettings settings,
            PublishAvailability command,
            UUID id,
            boolean answerLost,
            PartnerCalls calls) {
        var skus = command.figures().stream()
                .map(PublishAvailability.Figure::partnerSku)
                .toList();
        var byAmazon = rows.fulfilledByAmazon(connection.code(), skus);
        var document = AmazonFeeds.availability(connection, settings, command, byAmazon);
        return feed(connection, settings, command, document, id, answerLost, calls);
    }

    private Sent refund(
            Connection connection,
            AmazonSettings settings,
            PayRefund command,
            UUID id,
            boolean answerLost,
            PartnerCalls calls) {
        var net = Money.zero(command.amount().currency());
        var tax = net;
        for (var line : command.lines()) {
            if (line.reference() == null) {
                return refused(
                        "amazon.refund-without-item",
                        "Amazon refunds by order item, and of " + line.sku() + " none is known");
            }
            net = net.plus(line.net());
            tax = tax.plus(line.tax());
        }
        // Where the lines' tax is not in the amount, Amazon remits it and gives it back itself.
        var withTax = !command.amount().minus(net).minus(tax).isNegative();
        var rest = withTax
                ? command.amount().minus(net).minus(tax)
                : command.amount().minus(net);
        if (command.lines().isEmpty() || rest.isNegative()) {
            return refused(
                    "amazon.refund-does-not-add-up",
                    "The refund is " + command.amount() + ", its items are " + net + " and " + tax + " tax");
        }
        var document = AmazonFeeds.refund(settings, command, withTax, rest);
        return feed(connection, settings, command, document, id, answerLost, calls);
    }

    /** The package's number is made from the shipment, so that a repeat names the same package. */
    private Sent ship(Connection connection, AmazonSettings settings, ConfirmShipment command, PartnerCalls calls) {
        if (command.location().equals(settings.fbaLocation())) {
            return nothing("Amazon ships from " + command.location() + " itself");
        }
        if (command.trackingNumber() == null || command.carrier() == null) {
            return refused(
                    "amazon.tracking-missing", "Amazon takes no shipment without a carrier and a tracking number");
        }
        calls.expect("confirmShipment", 2, 10);
        var path = "/orders/v0/orders/" + URLEncoder.encode(command.orderExternalId(), StandardCharsets.UTF_8)
                + "/shipmentConfirmation";
        var call = Call.post("confirmShipment", Priority.SHIPMENTS, path, confirmation(settings, command));
        return switch (api.call(connection, calls, call)) {
            case Failed failed -> failed.sent();
            case Done done ->
                new Sent(new Outcome.Accepted(null), done.status(), done.body().toString());
        };
    }

    private JsonNode confirmation(AmazonSettings settings, ConfirmShipment command) {
        var body = json.createObjectNode().put("marketplaceId", settings.marketplace());
        var parcel = body.putObject("packageDetail")
                .put("packageReferenceId", packageNumber(command.shipment()))
                .put("carrierCode", String.valueOf(command.carrier()))
                .put("carrierName", String.valueOf(command.carrier()))
                .put("trackingNumber", String.valueOf(command.trackingNumber()))
                .put("shipDate", command.shippedAt().toString());
        var items = parcel.putArray("orderItems");
        command.lines()
                .forEach(line -> items.addObject()
                        .put("orderItemId", line.reference())
                        .put("quantity", line.quantity().value().intValueExact()));
        return body;
    }

    private static String packageNumber(UUID shipment) {
        return Long.toString(1
                + Math.floorMod(
                        shipment.getMostSignificantBits() ^ shipment.getLeastSignificantBits(), PACKAGE_NUMBER_MAX));
    }

    private static Sent nothing(String why) {
        return new Sent(new Outcome.Accepted(null), null, "Nothing was sent: " + why);
    }

    private static Sent refused(String code, @Nullable String why) {
        return new Sent(new Outcome.Refused(code, String.valueOf(why)), null, null);
    }
}
