package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.CommandAdapter;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the hub asks of a shop, through Shopify's Admin GraphQL API. */
@Component
class ShopifyCommands implements CommandAdapter {

    private final ShopifyStock stock;
    private final ShopifyPrices prices;

    ShopifyCommands(ShopifyStock stock, ShopifyPrices prices) {
        this.stock = stock;
        this.prices = prices;
    }

    @Override
    public String name() {
        return ShopifyTopic.NAME;
    }

    @Override
    public Set<Class<? extends ChannelCommand>> commands(Connection connection) {
        return new ShopifySettings(connection).callable()
                ? Set.of(
                        ChannelCommand.ConfirmShipment.class,
                        ChannelCommand.CancelLines.class,
                        ChannelCommand.PayRefund.class,
                        ChannelCommand.PublishAvailability.class,
                        ChannelCommand.PublishPrices.class)
                : Set.of();
    }

    @Override
    public Sent send(Connection connection, ChannelCommand command, UUID id, boolean answerLost, PartnerCalls calls) {
        var api = new ShopifyApi(connection, calls);
        return switch (command) {
            case ChannelCommand.ConfirmShipment shipment -> ShopifyFulfilling.send(api, shipment);
            case ChannelCommand.CancelLines lines -> ShopifyCancelling.send(api, lines, id);
            case ChannelCommand.PayRefund refund -> ShopifyRefunding.send(api, refund);
            case ChannelCommand.PublishAvailability figures -> stock.send(connection, api, figures, id);
            case ChannelCommand.PublishPrices list -> prices.send(connection, api, list);
            case ChannelCommand.AcknowledgeOrder _,
                    ChannelCommand.RequestReservation _,
                    ChannelCommand.WithdrawReservation _,
                    ChannelCommand.ShipOrder _,
                    ChannelCommand.AnnounceReturn _,
                    ChannelCommand.PublishProducts _ ->
                new Sent(
                        new Outcome.Refused(
                                "shopify.command-unsupported",
                                "Shopify has no call for " + command.getClass().getSimpleName()),
                        null,
                        null);
        };
    }
}
