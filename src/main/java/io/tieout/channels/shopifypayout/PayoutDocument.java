package io.tieout.channels.shopifypayout;

import io.tieout.channels.moneyfile.MoneyFileProblem;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payout with its balance transactions in one document: {@code {"payout": {...}, "transactions": [...]}}, both as Shopify's
 * REST Admin API gives them. The head is read in a pass of its own, so the two may come in either order.
 */
record PayoutDocument(
        String id,
        String status,
        LocalDate date,
        Currency currency,
        BigDecimal amount,
        @Nullable String traceId,
        boolean hasTransactions) {

    static final String PAYOUT = "payout";
    static final String TRANSACTIONS = "transactions";

    static PayoutDocument head(InputStream bytes, JsonMapper json) throws IOException {
        JsonNode payout = null;
        var transactions = false;
        try (var parser = json.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable("The document is no JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                if (name.equals(PAYOUT) && value == JsonToken.START_OBJECT) {
                    payout = parser.readValueAsTree();
                } else {
                    transactions |= name.equals(TRANSACTIONS) && value == JsonToken.START_ARRAY;
                    if (name.equals("payouts")) {
                        throw new ProblemException(
                                MoneyFileProblem.PAYOUT_TRANSACTIONS_MISSING,
                                "This is a list of payouts; each is sent with its own transactions");
                    }
                    parser.skipChildren();
                }
            }
        } catch (JacksonException malformed) {
            throw unreadable(malformed);
        }
        if (payout == null) {
            throw unreadable("The document has no payout");
        }
        return from(payout, transactions);
    }

    private static PayoutDocument from(JsonNode payout, boolean transactions) {
        try {
            var trace = payout.path("external_trace_id").asString("");
            return new PayoutDocument(
                    text(payout, "id"),
                    text(payout, "status").toLowerCase(Locale.ROOT),
                    LocalDate.parse(text(payout, "date")),
                    Currency.getInstance(text(payout, "currency")),
                    amount(payout, "amount", PAYOUT),
                    trace.isBlank() ? null : trace,
                    transactions);
        } catch (DateTimeParseException | IllegalArgumentException invalid) {
            throw new ProblemException(MoneyFileProblem.PAYOUT_UNREADABLE, "/payout: " + invalid.getMessage(), invalid);
        }
    }

    static String text(JsonNode node, String name) {
        var value = node.path(name).asString("");
        if (value.isBlank()) {
            throw unreadable("/" + name + " is missing");
        }
        return value;
    }

    static BigDecimal amount(JsonNode node, String name, String place) {
        var value = text(node, name);
        if (!value.matches("-?[0-9]{1,15}(\\.[0-9]{1,6})?")) {
            throw unreadable(place + ": " + name + " is no amount");
        }
        return new BigDecimal(value);
    }

    static ProblemException unreadable(String detail) {
        return new ProblemException(MoneyFileProblem.PAYOUT_UNREADABLE, detail);
    }

    static ProblemException unreadable(JacksonException malformed) {
        var at = malformed.getLocation();
        return new ProblemException(
                MoneyFileProblem.PAYOUT_UNREADABLE,
                "Malformed JSON at line " + (at == null ? "?" : at.getLineNr()) + ", column "
                        + (at == null ? "?" : at.getColumnNr()),
                malformed);
    }

    /** Puts the parser on the first transaction. */
    static boolean enterTransactions(JsonParser parser) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY && name.equals(TRANSACTIONS)) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }
}
