package io.tieout.delivery.avatax;

import io.tieout.tax.TaxQuestion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** AvaTax's {@code CreateTransactionModel}, made of what the hub says. */
final class Transactions {

    static final String COMPANY = "companyCode";
    static final String ORIGIN = "shipFrom.";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ITEM_CODE_MAX = 50;
    private static final String OVERRIDE_REASON = "Tax as charged to the customer";

    private Transactions() {}

    /** A quote: a sales order, which AvaTax does not keep. */
    static ObjectNode quote(TaxQuestion question, Map<String, String> settings) {
        var transaction = head("SalesOrder", question.date().toString(), question.reference(), settings)
                .put("currencyCode", question.currency().getCurrencyCode())
                .put("commit", false);
        var to = JSON.createObjectNode().put("country", question.country());
        if (!question.region().isEmpty()) {
            to.put("region", question.region());
        }
        if (question.postalCode() != null) {
            to.put("postalCode", question.postalCode());
        }
        addresses(transaction, settings, to);
        var lines = transaction.putArray("lines");
        for (var line : question.lines()) {
            var model = lines.addObject()
                    .put("number", shortened(line.reference()))
                    .put("quantity", line.quantity().value())
                    .put("amount", line.amount().amount())
                    .put("taxIncluded", question.inclusive());
            taxCode(model, line.category(), settings);
            if (line.sku() != null) {
                model.put("itemCode", shortened(line.sku()));
            }
        }
        return transaction;
    }

    /** An invoice, committed at once. */
    static ObjectNode invoice(JsonNode data, Map<String, String> settings) {
        return document("SalesInvoice", data, settings, false);
    }

    /**
     * A credit, committed at once: a document of its own, dated when it was decided, that names the order (R30). The invoice
     * is left as it is: its period may be reported and locked.
     */
    static ObjectNode credit(JsonNode data, Map<String, String> settings) {
        return document("ReturnInvoice", data, settings, true);
    }

    private static ObjectNode document(String type, JsonNode data, Map<String, String> settings, boolean back) {
        var order = data.path("orderExternalId").asString("");
        var reference = order.isEmpty() ? data.path("documentId").asString() : order;
        var transaction = head(type, data.path("documentDate").asString(), reference, settings)
                .put("code", data.path("documentId").asString())
                .put("currencyCode", data.path("total").path("currency").asString())
                .put("commit", true);
        addresses(transaction, settings, null);
        var lines = transaction.putArray("lines");
        for (var line : data.path("lines")) {
            var model = lines.addObject()
                    .put("number", shortened(line.path("reference").asString()))
                    .put("quantity", new BigDecimal(line.path("quantity").asString()).abs())
                    .put("amount", signed(line.path("net"), back))
                    .put("taxIncluded", false);
            taxCode(model, line.path("taxCode").asString(""), settings);
            var sku = line.path("sku").asString("");
            if (!sku.isEmpty()) {
                model.put("itemCode", shortened(sku));
            }
            model.putObject("taxOverride")
                    .put("type", "TaxAmount")
                    .put("taxAmount", signed(line.path("tax"), back))
                    .put("reason", OVERRIDE_REASON);
        }
        return transaction;
    }

    private static ObjectNode head(String type, String date, String reference, Map<String, String> settings) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("companyCode", settings.getOrDefault(COMPANY, "DEFAULT"))
                .put("date", date)
                .put("customerCode", settings.getOrDefault("customerCode", "RETAIL"))
                .put("referenceCode", reference);
    }

    private static void addresses(ObjectNode transaction, Map<String, String> settings, @Nullable ObjectNode to) {
        var from = JSON.createObjectNode();
        for (var name : List.of("line1", "city", "region", "postalCode", "country")) {
            var value = settings.get(ORIGIN + name);
            if (value != null) {
                from.put(name, value);
            }
        }
        var addresses = transaction.putObject("addresses");
        if (to == null) {
            addresses.set("singleLocation", from);
        } else {
            addresses.set("shipFrom", from);
            addresses.set("shipTo", to);
        }
    }

    private static void taxCode(ObjectNode line, String category, Map<String, String> settings) {
        var code = settings.get("taxCode." + category);
        if (code != null) {
            line.put("taxCode", code);
        }
    }

    /** Credits are negative in AvaTax, whatever sign they come with. */
    private static BigDecimal signed(JsonNode money, boolean back) {
        var amount = new BigDecimal(money.path("amount").asString());
        return back ? amount.abs().negate() : amount;
    }

    private static String shortened(String text) {
        return text.length() <= ITEM_CODE_MAX ? text : text.substring(0, ITEM_CODE_MAX);
    }
}
