package io.tieout.channels.masterdata;

import io.tieout.catalog.PriceEntry;
import io.tieout.catalog.PriceList;
import io.tieout.catalog.PriceScope;
import io.tieout.catalog.ProductChange;
import io.tieout.catalog.Promotion;
import io.tieout.channels.Connection;
import io.tieout.channels.internal.PartnerCodes;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes of a row what it means. What makes no sense is an {@link IllegalArgumentException} with the column's name. */
final class RowReader {

    private final Connection connection;
    private final PartnerCodes codes;
    private final Columns columns;
    private final Map<String, PriceList> lists;
    private final Instant asOf;

    /** @param asOf when a row was changed that does not say so itself */
    RowReader(Connection connection, PartnerCodes codes, Columns columns, Map<String, PriceList> lists, Instant asOf) {
        this.connection = connection;
        this.codes = codes;
        this.columns = columns;
        this.lists = lists;
        this.asOf = asOf;
    }

    /** A promotion and when it was changed. */
    record DatedPromotion(Promotion promotion, Instant changedAt) {}

    ProductChange product(Row row) {
        var fields = fields(row);
        var values = new HashMap<>(row.values());
        var sku = sku(fields);
        values.remove("sku");
        values.remove("changedAt");
        return new ProductChange(sku, values, changedAt(fields));
    }

    PriceEntry price(Row row) {
        var fields = fields(row);
        var code = fields.text("list").orElseGet(() -> connection.settings().getOrDefault("priceList", "default"));
        var list = lists.get(code);
        if (list == null) {
            throw new IllegalArgumentException("list is none that is known: " + code);
        }
        var currency = fields.currency("currency");
        if (currency != null && !currency.equals(list.currency())) {
            throw new IllegalArgumentException(
                    "currency is " + currency + ", but list " + code + " is in " + list.currency());
        }
        var from = fields.instant("validFrom");
        return new PriceEntry(
                code,
                sku(fields),
                new Money(fields.decimal("price"), list.currency()),
                from == null ? list.validFrom() : from,
                fields.instant("validTo"));
    }

    DatedPromotion promotion(Row row) {
        var fields = fields(row);
        var effect = fields.needed("effect");
        var skus = new HashSet<Sku>();
        fields.text("skus").ifPresent(text -> {
            for (var code : text.split("[ |]+")) {
                skus.add(codes.sku(connection, code, asOf));
            }
        });
        var promotion = new Promotion(
                fields.needed("code"),
                fields.text("name").orElseGet(() -> fields.needed("code")),
                new PriceScope(
                        fields.text("connection").map(ConnectionCode::of).orElse(null),
                        fields.text("region").orElse(null),
                        fields.text("store").map(LocationCode::of).orElse(null)),
                needed(fields.instant("validFrom"), "validFrom"),
                needed(fields.instant("validTo"), "validTo"),
                Promotion.Effect.valueOf(effect),
                fields.decimal("value"),
                fields.currency("currency"),
                skus,
                fields.text("hierarchy").orElse(null),
                fields.whole("priority"),
                fields.flag("combinable"));
        return new DatedPromotion(promotion, changedAt(fields));
    }

    Instant changedAt(Row row) {
        return changedAt(fields(row));
    }

    private Instant changedAt(RowFields fields) {
        return Optional.ofNullable(fields.instant("changedAt")).orElse(asOf);
    }

    private Sku sku(RowFields fields) {
        return codes.sku(connection, fields.needed("sku"), asOf);
    }

    private RowFields fields(Row row) {
        return new RowFields(row, columns.decimalComma(), connection.zone());
    }

    private static Instant needed(@org.jspecify.annotations.Nullable Instant instant, String name) {
        return Objects.requireNonNullElseGet(instant, () -> {
            throw new IllegalArgumentException(name + " is missing");
        });
    }
}
