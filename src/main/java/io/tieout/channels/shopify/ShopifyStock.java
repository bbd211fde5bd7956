package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.channels.shopify.ShopifyApi.Answer;
import io.tieout.channels.spi.ChannelCommand.PublishAvailability;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sets a shop's stock to the hub's figures: absolute ones, so that a repeat changes nothing. */
@Component
class ShopifyStock {

    /** Shopify takes no more at once. */
    private static final int TOGETHER_MAX = 250;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ShopifyCatalogue catalogue;
    private final ShopifyVariants variants;
    private final Clock clock;

    ShopifyStock(ShopifyCatalogue catalogue, ShopifyVariants variants, Clock clock) {
        this.catalogue = catalogue;
        this.variants = variants;
        this.clock = clock;
    }

    private record Figure(String item, String location, long quantity) {}

    Sent send(Connection connection, ShopifyApi api, PublishAvailability command, UUID id) {
        var skus = command.figures().stream()
                .map(PublishAvailability.Figure::partnerSku)
                .distinct()
                .toList();
        return switch (catalogue.find(connection, api, skus, Priority.STOCK)) {
            case ShopifyCatalogue.Failed(var sent) -> sent;
            case ShopifyCatalogue.Found(var found) -> {
                var figures = new ArrayList<Figure>();
                var missing = new TreeSet<String>();
                for (var figure : command.figures()) {
                    var variant = found.get(figure.partnerSku());
                    var location = location(connection, figure);
                    if (variant == null || variant.inventoryItem() == null || location == null) {
                        missing.add(location == null ? "location " + figure.location() : figure.partnerSku());
                    } else {
                        figures.add(new Figure(variant.inventoryItem(), location, whole(figure)));
                    }
                }
                yield publish(connection, api, command, id, figures, missing);
            }
        };
    }

    /** Of weighed goods the whole units that are there for certain. */
    private static long whole(PublishAvailability.Figure figure) {
        return figure.available()
                .value()
                .setScale(0, RoundingMode.FLOOR)
                .max(java.math.BigDecimal.ZERO)
                .longValueExact();
    }

    private static String location(Connection connection, PublishAvailability.Figure figure) {
        var settings = new ShopifySettings(connection);
        var ours = figure.location();
        return (ours == null ? settings.onlyShopLocation() : settings.shopLocation(ours)).orElse(null);
    }

    private Sent publish(
            Connection connection,
            ShopifyApi api,
            PublishAvailability command,
            UUID id,
            List<Figure> figures,
            TreeSet<String> missing) {
        Sent last = new Sent(new Outcome.Accepted(null), null, null);
        for (var from = 0; from < figures.size(); from += TOGETHER_MAX) {
            var part = figures.subList(from, Math.min(figures.size(), from + TOGETHER_MAX));
            var key = UUID.nameUUIDFromBytes((id + ":" + from).getBytes(StandardCharsets.UTF_8));
            var answer = api.graphql(
                    "tieoutSetStock", Priority.STOCK, ShopifyGraphql.SET_STOCK, variables(command, key, part));
            switch (answer) {
                case Answer.Failed(var sent) -> {
                    return sent;
                }
                case Answer.Data done -> {
                    var refusal = ShopifyAnswers.refusal(done, "inventorySetQuantities", "userErrors");
                    if (refusal.isPresent()) {
                        return refusal.get();
                    }
                    var now = clock.instant();
                    part.forEach(figure -> variants.published(
                            connection.code(), figure.item(), figure.location(), figure.quantity(), now));
                    last = ShopifyAnswers.accepted(done, Long.toString(command.revision()));
                }
            }
        }
        return missing.isEmpty()
                ? last
                : new Sent(
                        new Outcome.Refused(
                                "shopify.stock-unknown",
                                "The shop has no place for the stock of " + String.join(", ", missing)
                                        + "; the other figures were set"),
                        last.status(),
                        last.answer());
    }

    private static ObjectNode variables(PublishAvailability command, UUID key, List<Figure> figures) {
        var variables = JSON.createObjectNode().put("key", key.toString());
        var input = variables
                .putObject("input")
                .put("name", "available")
                .put("reason", "correction")
                .put("referenceDocumentUri", "gid://tieout/Availability/" + command.revision());
        var quantities = input.putArray("quantities");
        figures.forEach(figure -> quantities
                .addObject()
                .put("inventoryItemId", ShopifyGraphql.gid("InventoryItem", figure.item()))
                .put("locationId", ShopifyGraphql.gid("Location", figure.location()))
                .put("quantity", figure.quantity())
                .putNull("changeFromQuantity"));
        return variables;
    }
}
