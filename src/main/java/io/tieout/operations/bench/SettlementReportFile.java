package io.tieout.operations.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A marketplace's settlement report (V2 flat file) of any length: four rows an order, two of which are expected lines. */
final class SettlementReportFile {

    /** The columns of the file, in its order. */
    static final String COLUMNS = String.join(
            "\t",
            "settlement-id",
            "settlement-start-date",
            "settlement-end-date",
            "deposit-date",
            "total-amount",
            "currency",
            "transaction-type",
            "order-id",
            "merchant-order-id",
            "adjustment-id",
            "shipment-id",
            "marketplace-name",
            "amount-type",
            "amount-description",
            "amount",
            "fulfillment-id",
            "posted-date",
            "posted-date-time",
            "order-item-code",
            "merchant-order-item-id",
            "merchant-adjustment-item-id",
            "sku",
            "quantity-purchased",
            "promotion-id");

    static final int ROWS_PER_ORDER = 4;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final int number;
    private final int orders;
    private final Instant start;
    private final Instant end;

    /** @param number tells reports and their orders apart */
    SettlementReportFile(int number, int rows, Instant end) {
        this.number = number;
        this.orders = Math.max(1, rows / ROWS_PER_ORDER);
        this.start = end.minusSeconds(14 * 86_400L);
        this.end = end;
    }

    int rows() {
        return orders * ROWS_PER_ORDER;
    }

    /** The expected lines that its orders' shipments would have written: the same numbers and amounts, by SQL. */
    void seed(Database database) {
        database.jdbc().sql("""
                        insert into reconciliation.expected_line (source_key, source, entity, connection, order_reference,
                            item_reference, sku, component, side, amount, currency, expected_since)
                        select 'bench:' || :number || ':' || o || ':' || component, 'shipment:bench-' || :number || '-' || o,
                            'DE01', 'amazon-de', '305-' || lpad(:number::text, 7, '0') || '-' || lpad(o::text, 7, '0'),
                            (60000000000000 + :number * 10000000 + o)::text, 'B-' || lpad((o % 10000)::text, 5, '0'),
                            component, 'S', case component when 'sale.principal' then net else round(net * 0.19, 2) end,
                            'EUR', now()
                        from generate_series(0, :orders - 1) as o
                        cross join lateral (select (500 + (o * 7919) % 9500) / 100.0::numeric as net) as price
                        cross join (values ('sale.principal'), ('sale.tax')) as part (component)
                        """).param("number", number).param("orders", orders).update();
        database.jdbc().sql("analyze reconciliation.expected_line").update();
    }

    void write(Path file) throws IOException {
        var total = BigDecimal.ZERO;
        for (var order = 0; order < orders; order++) {
            for (var amount : amounts(order)) {
                total = total.add(amount);
            }
        }
        Files.createDirectories(file.getParent());
        try (var out = Files.newBufferedWriter(file)) {
            out.write(COLUMNS + "\n");
            out.write(String.join(
                            "\t",
                            id(),
                            TIME.format(start),
                            TIME.format(end),
                            TIME.format(end.plusSeconds(86_400)),
                            total.toPlainString(),
                            "EUR")
                    + "\t".repeat(18) + "\n");
            for (var order = 0; order < orders; order++) {
                rows(out, order);
            }
        }
    }

    private String id() {
        return String.valueOf(24_000_000_000L + number);
    }

    private static BigDecimal[] amounts(int order) {
        var net = BigDecimal.valueOf(500 + (order * 7919L) % 9500, 2);
        var tax = net.multiply(new BigDecimal("0.19")).setScale(2, java.math.RoundingMode.HALF_UP);
        var commission = net.multiply(new BigDecimal("0.15")).setScale(2, java.math.RoundingMode.HALF_UP);
        return new BigDecimal[] {net, tax, commission.negate(), new BigDecimal("-3.05")};
    }

    private void rows(BufferedWriter out, int order) throws IOException {
        var at = TIME.format(start.plusSeconds(order % (14 * 86_400L)));
        var reference = "305-%07d-%07d".formatted(number, order);
        var item = String.valueOf(60_000_000_000_000L + number * 10_000_000L + order);
        var sku = Shop.sku(order % 10_000);
        var amounts = amounts(order);
        var types = new String[] {
            "ItemPrice\tPrincipal", "ItemPrice\tTax", "ItemFees\tCommission", "ItemFees\tFBAPerUnitFulfillmentFee"
        };
        for (var index = 0; index < ROWS_PER_ORDER; index++) {
            out.write(id() + "\t\t\t\t\t\tOrder\t" + reference + "\t" + reference + "\t\t\tAmazon.de\t" + types[index]
                    + "\t"
                    + amounts[index].toPlainString() + "\tAFN\t" + at.substring(0, 10) + "\t" + at + "\t" + item
                    + "\t\t\t" + sku + "\t" + (index == 0 ? "1" : "") + "\t\n");
        }
    }
}
