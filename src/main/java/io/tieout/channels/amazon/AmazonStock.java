package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.amazon.AmazonRows.FulfilledBy;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockCount;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Amazon's own stock as counts of the location that stands for its warehouses. What Amazon has set aside for customers' orders
 * is still there, and is reserved here by those same orders; so it is counted, or each would be subtracted twice (R47).
 */
@Component
class AmazonStock implements ChannelAdapter {

    private final Inventory inventory;
    private final AmazonCodes codes;
    private final FbaPool pool;
    private final AmazonRows rows;
    private final JsonMapper json;

    AmazonStock(Inventory inventory, AmazonCodes codes, FbaPool pool, AmazonRows rows, JsonMapper json) {
        this.inventory = inventory;
        this.codes = codes;
        this.pool = pool;
        this.rows = rows;
        this.json = json;
    }

    @Override
    public String name() {
        return AmazonOrders.NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("stock");
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/json");
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return Identification.NONE;
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var document = JsonFields.read(raw.open());
        var payload = document.objectOrNull("payload");
        var top = payload == null ? document : payload;
        if (!top.has("inventorySummaries")) {
            throw new ProblemException(
                    InboxProblem.NOT_THIS_KIND, "This is no answer of getInventorySummaries: no inventorySummaries");
        }
        var summaries = top.list("inventorySummaries");
        var asOf = document.has("asOf") ? document.instant("asOf") : message.receivedAt();
        if (summaries.isEmpty()) {
            return new Outcome.Ignored("The snapshot has nothing in it");
        }
        if (summaries.size() > 1) {
            return new Outcome.Split(
                    taker -> summaries.forEach(summary -> taker.accept(part(connection, summary, asOf))));
        }
        return one(connection, message, summaries.getFirst(), asOf);
    }

    private MessageHandler.Part part(Connection connection, JsonFields summary, Instant asOf) {
        var document = json.createObjectNode().put("asOf", asOf.toString());
        document.putObject("payload").putArray("inventorySummaries").add(summary.node());
        var sku = summary.textOrNull("sellerSku");
        return new MessageHandler.Part(
                null,
                null,
                sku == null || sku.length() > 64 ? null : "fba:" + connection.code() + ":" + sku,
                "application/json",
                json.writeValueAsBytes(document));
    }

    private Outcome one(Connection connection, InboxMessage message, JsonFields summary, Instant asOf) {
        var location = pool.apart(connection);
        var sellerSku = summary.text("sellerSku", 64);
        rows.offers(connection.code(), List.of(sellerSku), FulfilledBy.AMAZON, asOf);
        var sku = summary.as("sellerSku", 64, code -> codes.sku(connection, code, asOf));
        inventory.count(new StockCount(
                sku,
                location,
                counted(summary.object("inventoryDetails")),
                asOf,
                "fba:" + connection.code() + ":" + asOf.toEpochMilli(),
                message.id()));
        rows.counted(connection.code(), sku, asOf);
        return new Outcome.Processed(Set.of(BusinessKey.of("stock:" + sku + ":" + location)));
    }

    /** All that is in Amazon's warehouses and ours: what can be sold, what is set aside for orders, what cannot be sold. */
    static Quantity counted(JsonFields details) {
        var counted = quantity(details, "fulfillableQuantity");
        var reserved = details.objectOrNull("reservedQuantity");
        var unsellable = details.objectOrNull("unfulfillableQuantity");
        if (reserved != null) {
            counted = counted.plus(quantity(reserved, "pendingCustomerOrderQuantity"));
        }
        return unsellable == null ? counted : counted.plus(quantity(unsellable, "totalUnfulfillableQuantity"));
    }

    private static Quantity quantity(JsonFields fields, String name) {
        return fields.has(name) ? fields.quantity(name) : Quantity.ZERO;
    }
}
