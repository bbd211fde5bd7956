package io.tieout.channels.shopifypayout;

import io.tieout.reconciliation.SettlementLine;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * The balance transactions of a payout as canonical lines: one for the gross amount and, where there is one, one for the fee,
 * which share the transaction's place in the list as their row. The transfer to the bank itself is no line: it is the deposit.
 */
final class BalanceTransactions implements Iterator<SettlementLine> {

    private final JsonParser parser;
    private final PayoutDocument payout;
    private final ZoneId zone;
    private final boolean inArray;
    private final Deque<SettlementLine> ready = new ArrayDeque<>();
    private long row;

    BalanceTransactions(JsonParser parser, PayoutDocument payout, ZoneId zone) {
        this.parser = parser;
        this.payout = payout;
        this.zone = zone;
        this.inArray = PayoutDocument.enterTransactions(parser);
    }

    @Override
    public boolean hasNext() {
        try {
            while (ready.isEmpty() && inArray) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return false;
                }
                row++;
                read(parser.readValueAsTree());
            }
            return !ready.isEmpty();
        } catch (JacksonException malformed) {
            throw PayoutDocument.unreadable(malformed);
        }
    }

    private void read(JsonNode transaction) {
        var type = PayoutDocument.text(transaction, "type");
        if (type.equals("payout")) {
            return;
        }
        var place = "/transactions/" + (row - 1);
        var payoutId = transaction.path("payout_id").asString("");
        if (!payoutId.isEmpty() && !payoutId.equals(payout.id())) {
            throw PayoutDocument.unreadable(place + " belongs to payout " + payoutId);
        }
        var currency = transaction.path("currency").asString("");
        if (!currency.isEmpty() && !currency.equals(payout.currency().getCurrencyCode())) {
            throw PayoutDocument.unreadable(place + " is in " + currency + ", the payout in " + payout.currency());
        }
        var amount = PayoutDocument.amount(transaction, "amount", place);
        var fee = transaction.path("fee").asString("").isBlank()
                ? BigDecimal.ZERO
                : PayoutDocument.amount(transaction, "fee", place);
        var net = transaction.path("net").asString("").isBlank()
                ? amount.subtract(fee)
                : PayoutDocument.amount(transaction, "net", place);
        if (amount.subtract(fee).compareTo(net) != 0) {
            throw PayoutDocument.unreadable(place + ": amount less fee is not net");
        }
        var at = time(transaction.path("processed_at").asString(""), place);
        var why = transaction.path("adjustment_reason").asString("");
        var last = (why.isBlank() ? transaction.path("source_type").asString("none") : why).replace('/', '-');
        if (amount.signum() != 0 || fee.signum() == 0) {
            ready.add(line(transaction, type + "/amount/" + last, amount, at));
        }
        if (fee.signum() != 0) {
            ready.add(line(transaction, type + "/fee/" + last, fee.negate(), at));
        }
    }

    private SettlementLine line(JsonNode transaction, String type, BigDecimal amount, Instant at) {
        return new SettlementLine(
                row,
                type,
                id(transaction, "source_order_id"),
                null,
                id(transaction, "source_order_transaction_id"),
                null,
                null,
                amount,
                at);
    }

    /** Shopify writes 0 where there is none. */
    private static @Nullable String id(JsonNode transaction, String name) {
        var value = transaction.path(name).asString("");
        return value.isEmpty() || value.equals("0") ? null : value;
    }

    private Instant time(String text, String place) {
        try {
            if (text.isEmpty()) {
                return payout.date().atStartOfDay(zone).toInstant();
            }
            return text.indexOf('T') > 0
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException invalid) {
            throw PayoutDocument.unreadable(place + ": processed_at is no date");
        }
    }

    @Override
    public SettlementLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
