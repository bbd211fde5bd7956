package io.tieout.channels.cutover;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A receipt as one feed told it, in our own codes, so that two feeds can be compared.
 *
 * @param externalId the number under which this feed books it
 * @param quantities by SKU; what came back is negative
 * @param tenders by our word for the method; what was paid out is negative
 */
public record FeedReceipt(
        Identity identity,
        ConnectionCode connection,
        String externalId,
        boolean booked,
        @Nullable String currency,
        BigDecimal total,
        Map<String, BigDecimal> quantities,
        Map<String, BigDecimal> tenders,
        @Nullable MessageId message) {

    /** What makes two tellings the same receipt. */
    public record Identity(LocationCode store, LocalDate businessDate, String workstation, long number, Kind kind) {

        /** Till and number, as a person reads it. */
        public String receipt() {
            return workstation + "-" + number;
        }
    }

    public enum Kind {
        RECEIPT,
        VOID
    }

    /** One thing that two feeds tell differently. */
    public record Difference(String what, String mine, String others) {}

    public FeedReceipt counted(boolean counts) {
        return new FeedReceipt(identity, connection, externalId, counts, currency, total, quantities, tenders, message);
    }

    List<Difference> differences(FeedReceipt other) {
        var found = new ArrayList<Difference>();
        compare("quantities", quantities, other.quantities, found);
        compare("tenders", tenders, other.tenders, found);
        if (total.compareTo(other.total) != 0 || !String.valueOf(currency).equals(String.valueOf(other.currency))) {
            found.add(new Difference("total", money(), other.money()));
        }
        return found;
    }

    private String money() {
        return total.toPlainString() + (currency == null ? "" : " " + currency);
    }

    private static void compare(
            String what, Map<String, BigDecimal> mine, Map<String, BigDecimal> others, List<Difference> found) {
        if (!plain(mine).equals(plain(others))) {
            found.add(new Difference(what, plain(mine).toString(), plain(others).toString()));
        }
    }

    /** Without what comes to nothing, and written alike. */
    private static Map<String, String> plain(Map<String, BigDecimal> amounts) {
        var plain = new TreeMap<String, String>();
        amounts.forEach((key, amount) -> {
            if (amount.signum() != 0) {
                plain.put(key, amount.stripTrailingZeros().toPlainString());
            }
        });
        return plain;
    }
}
