package io.tieout.channels.feeds;

import io.tieout.catalog.AttributeOwner;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.MasterData;
import io.tieout.catalog.MasterSystem;
import io.tieout.catalog.PriceQuery;
import io.tieout.catalog.Prices;
import io.tieout.catalog.Product;
import io.tieout.channels.Connection;
import io.tieout.channels.FeedKind;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.ChannelCommand.PublishAvailability;
import io.tieout.channels.spi.ChannelCommand.PublishPrices;
import io.tieout.channels.spi.ChannelCommand.PublishProducts;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the newest figures, and of those that are to be told a command. */
@Component
class Figures {

    private static final String BY_LOCATION = "feedByLocation";

    private final PromisedStock stock;
    private final Prices prices;
    private final Catalog catalog;
    private final MasterData masterData;
    private final PartnerSkus partnerSkus;

    Figures(PromisedStock stock, Prices prices, Catalog catalog, MasterData masterData, PartnerSkus partnerSkus) {
        this.stock = stock;
        this.prices = prices;
        this.catalog = catalog;
        this.masterData = masterData;
        this.partnerSkus = partnerSkus;
    }

    List<Figure> of(Connection connection, FeedKind kind, Collection<Sku> skus, Instant at) {
        var codes = partnerSkus.of(connection, skus, LocalDate.ofInstant(at, connection.zone()));
        return switch (kind) {
            case AVAILABILITY -> availability(connection, skus, codes);
            case PRICE -> prices(connection, skus, codes, at);
            case PRODUCT -> products(skus, codes);
        };
    }

    private List<Figure> availability(Connection connection, Collection<Sku> skus, Map<Sku, String> codes) {
        var byLocation =
                connection.settings().getOrDefault(BY_LOCATION, "false").equals("true");
        var figures = new ArrayList<Figure>();
        stock.offered(connection, skus).forEach((sku, offer) -> {
            var code = codes.getOrDefault(sku, sku.value());
            if (byLocation) {
                offer.places()
                        .forEach((place, quantity) -> figures.add(new Figure(
                                sku,
                                place.value(),
                                quantity.toString(),
                                new PublishAvailability.Figure(sku, code, place, quantity))));
            } else {
                figures.add(new Figure(
                        sku,
                        "",
                        offer.quantity().toString(),
                        new PublishAvailability.Figure(sku, code, null, offer.quantity())));
            }
        });
        return figures;
    }

    private List<Figure> prices(Connection connection, Collection<Sku> skus, Map<Sku, String> codes, Instant at) {
        var settings = connection.settings();
        var store = settings.get("store");
        var currency = settings.get("currency");
        var query = new PriceQuery(
                connection.code(),
                settings.get("region"),
                store == null ? null : LocationCode.of(store),
                currency == null ? null : Currency.getInstance(currency),
                at);
        var figures = new ArrayList<Figure>();
        prices.prices(skus, query).forEach((sku, found) -> {
            var before = found.listPrice().equals(found.price()) ? null : found.listPrice();
            var price = new PublishPrices.Price(
                    sku,
                    codes.getOrDefault(sku, sku.value()),
                    found.price(),
                    before,
                    found.taxInclusive(),
                    found.from(),
                    found.until());
            figures.add(new Figure(sku, "", text(price), price));
        });
        return figures;
    }

    private static String text(PublishPrices.Price price) {
        return price.price()
                + (price.compareAt() == null ? "" : " instead of " + price.compareAt())
                + (price.taxInclusive() ? " incl. tax" : " excl. tax")
                + (price.until() == null ? "" : " until " + price.until());
    }

    private List<Figure> products(Collection<Sku> skus, Map<Sku, String> codes) {
        var owners = masterData.owners().stream()
                .collect(Collectors.toMap(AttributeOwner::attribute, AttributeOwner::owner));
        var figures = new ArrayList<Figure>();
        catalog.products(skus).forEach((sku, product) -> {
            var attributes = ours(product, owners);
            figures.add(new Figure(
                    sku,
                    "",
                    attributes.toString(),
                    new PublishProducts.ProductFacts(sku, codes.getOrDefault(sku, sku.value()), attributes)));
        });
        return figures;
    }

    /** What a shop owns is not told it. */
    private static Map<String, String> ours(Product product, Map<String, MasterSystem> owners) {
        var all = new TreeMap<>(product.attributes());
        all.put("name", product.name());
        all.put("taxCategory", product.taxCategory());
        all.put("unit", product.unit());
        all.put("active", String.valueOf(product.active()));
        put(all, "gtin", product.gtin());
        put(all, "hierarchy", product.hierarchy());
        all.keySet()
                .removeIf(name ->
                        owners.getOrDefault(name, owners.getOrDefault("*", MasterSystem.ERP)) == MasterSystem.SHOP);
        return all;
    }

    private static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    static ChannelCommand command(FeedKind kind, String subject, long revision, Instant at, List<Figure> figures) {
        return switch (kind) {
            case AVAILABILITY ->
                new PublishAvailability(subject, revision, at, contents(figures, PublishAvailability.Figure.class));
            case PRICE -> new PublishPrices(subject, revision, contents(figures, PublishPrices.Price.class));
            case PRODUCT ->
                new PublishProducts(subject, revision, contents(figures, PublishProducts.ProductFacts.class));
        };
    }

    private static <T> List<T> contents(List<Figure> figures, Class<T> type) {
        return figures.stream().map(figure -> type.cast(figure.content())).toList();
    }
}
