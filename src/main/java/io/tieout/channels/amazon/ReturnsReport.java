package io.tieout.channels.amazon;

import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.returns.Authorisation;
import io.tieout.returns.Disposition;
import io.tieout.returns.RegisterReturn.Told;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A report of returns: of merchant-fulfilled orders, by the day of the request, or of what came back to Amazon's own
 * warehouses. Which of the two tells its header.
 */
record ReturnsReport(TabFile file, Kind kind) {

    /** The two reports, and the columns that Amazon describes of each. */
    enum Kind {
        MERCHANT(
                Set.of("order id", "return request date", "merchant sku", "return quantity"),
                Set.of(
                        "order id",
                        "order date",
                        "return request date",
                        "return request status",
                        "amazon rma id",
                        "merchant rma id",
                        "label type",
                        "label cost",
                        "currency code",
                        "return carrier",
                        "tracking id",
                        "label to be paid by",
                        "a-to-z claim",
                        "is prime",
                        "asin",
                        "merchant sku",
                        "item name",
                        "return quantity",
                        "return reason",
                        "in policy",
                        "return type",
                        "resolution",
                        "invoice number",
                        "return delivery date",
                        "order amount",
                        "order quantity",
                        "safet action reason",
                        "safet claim id",
                        "safet claim state",
                        "safet claim creation time",
                        "safet claim reimbursement amount",
                        "refunded amount")),
        FBA(
                Set.of("return-date", "order-id", "sku", "quantity", "detailed-disposition"),
                Set.of(
                        "return-date",
                        "order-id",
                        "sku",
                        "asin",
                        "fnsku",
                        "product-name",
                        "quantity",
                        "fulfillment-center-id",
                        "detailed-disposition",
                        "reason",
                        "status",
                        "license-plate-number",
                        "customer-comments"));

        private final Set<String> needed;
        private final Set<String> described;

        Kind(Set<String> needed, Set<String> described) {
            this.needed = needed;
            this.described = described;
        }
    }

    private static final DateTimeFormatter DAY = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d-MMM-yyyy")
            .toFormatter(Locale.ROOT);

    /** @throws ProblemException {@code amazon.report-unknown} */
    static ReturnsReport of(TabFile file) {
        for (var kind : Kind.values()) {
            if (file.has(kind.needed)) {
                return new ReturnsReport(file, kind);
            }
        }
        throw new ProblemException(
                AmazonProblem.REPORT_UNKNOWN,
                "No report of returns has the columns " + file.columns().keySet());
    }

    Set<String> unknownColumns() {
        return file.beyond(kind.described);
    }

    /** The rows of each return, by the return's number. */
    Map<String, List<TabFile.Row>> byReturn() {
        var groups = new LinkedHashMap<String, List<TabFile.Row>>();
        for (var row : file.rows()) {
            groups.merge(number(row), List.of(row), (one, two) -> {
                var both = new java.util.ArrayList<>(one);
                both.addAll(two);
                return List.copyOf(both);
            });
        }
        return groups;
    }

    private String number(TabFile.Row row) {
        return switch (kind) {
            case MERCHANT ->
                Optional.ofNullable(row.cell("amazon rma id"))
                        .orElseGet(() -> row.text("order id") + "/" + row.text("return request date") + "/"
                                + row.text("merchant sku"));
            case FBA ->
                Optional.ofNullable(row.cell("license-plate-number"))
                        .orElseGet(() -> row.text("order-id") + "/" + row.text("return-date") + "/" + row.text("sku"));
        };
    }

    String order(TabFile.Row row) {
        return row.text(kind == Kind.MERCHANT ? "order id" : "order-id");
    }

    String sku(TabFile.Row row) {
        return row.text(kind == Kind.MERCHANT ? "merchant sku" : "sku");
    }

    Quantity quantity(TabFile.Row row) {
        var column = kind == Kind.MERCHANT ? "return quantity" : "quantity";
        try {
            var quantity = Quantity.of(row.text(column));
            if (quantity.isPositive()) {
                return quantity;
            }
        } catch (IllegalArgumentException _) {
            throw row.invalid(column, "is no quantity: " + row.text(column));
        }
        throw row.invalid(column, "is not positive: " + row.text(column));
    }

    /** What the customer says, and at Amazon's warehouses in what state it was found. */
    String reason(TabFile.Row row) {
        var reason = row.cell(kind == Kind.MERCHANT ? "return reason" : "reason");
        var found = kind == Kind.MERCHANT ? null : row.cell("detailed-disposition");
        var words = (reason == null ? "not told" : reason) + (found == null ? "" : " (" + found + ")");
        return words.length() <= 200 ? words : words.substring(0, 200);
    }

    /**
     * What Amazon found. SELLABLE goes on sale again. What Amazon or its carrier damaged Amazon pays for, and the unit becomes
     * Amazon's: it is gone from our stock. What the customer damaged, what is defective or expired stays ours, unsellable.
     *
     * @return null where nobody has looked at it yet
     */
    @Nullable
    Disposition disposition(TabFile.Row row) {
        var found = row.cell("detailed-disposition");
        if (kind == Kind.MERCHANT || found == null) {
            return null;
        }
        return switch (found.toUpperCase(Locale.ROOT).replace(' ', '_')) {
            case "SELLABLE" -> Disposition.RESALEABLE;
            case "DAMAGED", "WAREHOUSE_DAMAGED", "CARRIER_DAMAGED", "DISTRIBUTOR_DAMAGED" ->
                Disposition.MARKETPLACE_DAMAGED;
            case "CUSTOMER_DAMAGED" -> Disposition.CUSTOMER_DAMAGED;
            case "DEFECTIVE" -> Disposition.DEFECTIVE;
            case "EXPIRED" -> Disposition.EXPIRED;
            default -> Disposition.INSPECT;
        };
    }

    /** Whether a disposition is one that Amazon describes. */
    static boolean described(@Nullable String disposition) {
        return disposition == null
                || Set.of(
                                "SELLABLE",
                                "DAMAGED",
                                "WAREHOUSE_DAMAGED",
                                "CARRIER_DAMAGED",
                                "DISTRIBUTOR_DAMAGED",
                                "CUSTOMER_DAMAGED",
                                "DEFECTIVE",
                                "EXPIRED")
                        .contains(disposition.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    /**
     * What Amazon says of permission and money. At its own warehouses it pays the customer itself, so nobody here is to pay
     * again; for what we shipped it names the amount once it has.
     */
    Told told(TabFile.Row row) {
        if (kind == Kind.FBA) {
            return Told.refunded(false, row.cell("license-plate-number"));
        }
        var status = row.cell("return request status");
        var refunded = row.cell("refunded amount");
        return new Told(
                status == null || status.toLowerCase(Locale.ROOT).startsWith("pending")
                        ? Authorisation.State.REQUESTED
                        : Authorisation.State.APPROVED,
                refunded != null && refunded.matches("[0-9.,]*[1-9][0-9.,]*"),
                false,
                null,
                row.cell("amazon rma id"));
    }

    /** Requests that came to nothing. */
    boolean withdrawn(TabFile.Row row) {
        var status = row.cell("return request status");
        return kind == Kind.MERCHANT
                && status != null
                && Set.of("denied", "declined", "cancelled", "canceled", "closed without return")
                        .contains(status.toLowerCase(Locale.ROOT));
    }

    Instant at(TabFile.Row row, ZoneId zone) {
        var column = kind == Kind.MERCHANT ? "return request date" : "return-date";
        var text = row.text(column);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return day(row, column, text).atStartOfDay(zone).toInstant();
        }
    }

    LocalDate businessDate(TabFile.Row row, ZoneId zone) {
        return LocalDate.ofInstant(at(row, zone), zone);
    }

    private static LocalDate day(TabFile.Row row, String column, String text) {
        for (var form : List.of(DAY, DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC))) {
            try {
                return LocalDate.parse(text, form);
            } catch (DateTimeException _) {
                continue;
            }
        }
        throw row.invalid(column, "is no date such as 14-Jul-2025 or 2025-07-14T10:00:00+00:00: " + text);
    }
}
