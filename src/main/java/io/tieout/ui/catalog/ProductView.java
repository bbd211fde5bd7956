package io.tieout.ui.catalog;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.WildcardParameter;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.MasterData;
import io.tieout.catalog.PriceQuery;
import io.tieout.catalog.Prices;
import io.tieout.catalog.Product;
import io.tieout.catalog.ProductUnit;
import io.tieout.catalog.SkuAlias;
import io.tieout.channels.FeedItem;
import io.tieout.channels.Feeds;
import io.tieout.kernel.Sku;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One product: what it is made of, who owns its attributes, what it costs, and what each channel has acknowledged. */
@Route("product")
@PermitAll
class ProductView extends TieoutView implements HasUrlParameter<String> {

    private static final Duration PRICES_AHEAD = Duration.ofDays(180);

    private final transient Catalog catalog;
    private final transient MasterData masterData;
    private final transient Prices prices;
    private final transient Feeds feeds;
    private final transient Clock clock;
    private final Div content = new Div();

    ProductView(Catalog catalog, MasterData masterData, Prices prices, Feeds feeds, Clock clock) {
        super("Product", "");
        this.catalog = catalog;
        this.masterData = masterData;
        this.prices = prices;
        this.feeds = feeds;
        this.clock = clock;
        content.addClassName("detail");
        add(content);
    }

    @Override
    public void setParameter(BeforeEvent event, @WildcardParameter String parameter) {
        Product product;
        try {
            product = catalog.product(Sku.of(parameter))
                    .orElseThrow(() -> new NotFoundException("There is no product " + parameter));
        } catch (IllegalArgumentException noSku) {
            throw new NotFoundException(noSku.getMessage());
        }
        setHead(product.sku().value(), product.name());
        content.removeAll();
        content.add(
                new Section("Attributes", attributes(product)),
                new Section("Components", components(product)),
                new Section("Units", units(product)),
                new Section("Other codes", aliases(product)),
                new Section(
                        "Prices from now on",
                        new Paragraph("Without a channel, region or store: the price that holds where no other does."),
                        prices(product)),
                new Section("Channels", channels(product)));
    }

    private static <T> Component table(String name, String whenEmpty, List<Column<T>> columns, List<T> rows) {
        return rows.isEmpty() ? new Span(whenEmpty) : new Table<>(name, columns, rows);
    }

    private Facts attributes(Product product) {
        var owners = masterData.owners().stream()
                .collect(Collectors.toMap(
                        owner -> owner.attribute(), owner -> owner.owner().name()));
        var facts = new Facts();
        var rows = new ArrayList<String[]>();
        rows.add(new String[] {"name", product.name()});
        rows.add(new String[] {"gtin", product.gtin() == null ? "" : product.gtin()});
        rows.add(new String[] {"hierarchy", product.hierarchy() == null ? "" : product.hierarchy()});
        rows.add(new String[] {"taxCategory", product.taxCategory()});
        rows.add(new String[] {"unit", product.unit()});
        rows.add(new String[] {"active", String.valueOf(product.active())});
        product.attributes().forEach((name, value) -> rows.add(new String[] {name, value}));
        rows.forEach(row -> facts.fact(
                row[0].equals("gtin") ? "GTIN" : Show.words(row[0]),
                new Span(
                        new Span((row[1].isEmpty() ? "none" : row[1]) + " "),
                        ownedBy(owners.getOrDefault(row[0], owners.get("*"))))));
        return facts;
    }

    private static Span ownedBy(@Nullable String owner) {
        var words = new Span(owner == null ? "" : "owned by " + owner);
        words.addClassName("time");
        return words;
    }

    private Component components(Product product) {
        return table(
                "Components",
                "This is no bundle.",
                List.of(
                        Column.of("sku", "SKU", row -> row.sku().value(), row -> Show.code(row.sku())),
                        Column.number(
                                "quantity",
                                "Quantity",
                                row -> row.quantity().toString(),
                                row -> Show.quantity(row.quantity())),
                        Column.text(
                                "share",
                                "Share of the price",
                                row -> row.priceShare() == null
                                        ? "by quantity"
                                        : row.priceShare().toPlainString())),
                catalog.components(product.sku()));
    }

    private Component units(Product product) {
        return table(
                "Units",
                "It comes in its stock unit only.",
                List.of(
                        Column.text("unit", "Unit", ProductUnit::unit),
                        Column.text("contains", "Holds", row -> row.contains().toPlainString() + " " + product.unit()),
                        Column.of(
                                "gtin",
                                "GTIN",
                                row -> row.gtin() == null ? "" : row.gtin(),
                                row -> Show.code(row.gtin()))),
                catalog.units(product.sku()));
    }

    private Component aliases(Product product) {
        return table(
                "Other codes",
                "Partners call it as we do, or by a mapping.",
                List.of(
                        Column.of("code", "Code", SkuAlias::code, row -> Show.code(row.code())),
                        Column.text(
                                "connection",
                                "Connection",
                                row -> row.connection() == null
                                        ? "any"
                                        : row.connection().value()),
                        Column.text("from", "From", row -> row.validFrom().toString()),
                        Column.text("note", "Note", row -> row.note() == null ? "" : row.note())),
                catalog.aliases(product.sku()));
    }

    private Component prices(Product product) {
        var now = clock.instant();
        return table(
                "Prices",
                "No price list has a price of it.",
                PriceColumns.timeline(),
                prices.timeline(product.sku(), new PriceQuery(null, null, null, null, now), now.plus(PRICES_AHEAD)));
    }

    private Component channels(Product product) {
        return table(
                "Channels",
                "No channel is told of it.",
                List.of(
                        Column.text(
                                "channel", "Channel", row -> row.connection().value()),
                        Column.text("kind", "Of", row -> Show.words(row.kind())),
                        Column.text("place", "Location", FeedItem::place),
                        Column.text("told", "Told", row -> row.told() == null ? "" : row.told()),
                        Column.text(
                                "acknowledged",
                                "Acknowledged",
                                row -> row.acknowledged() == null ? "" : row.acknowledged()),
                        Column.of(
                                "state",
                                "State",
                                row -> row.differs() ? "Differs" : "Agrees",
                                row -> row.differs()
                                        ? new StatusChip(Status.WAITING, "Differs")
                                        : new StatusChip(Status.DONE, "Agrees")),
                        Column.of(
                                "at",
                                "Acknowledged at",
                                row -> row.acknowledgedAt() == null ? "" : Show.exact(row.acknowledgedAt()),
                                row -> Show.ago(row.acknowledgedAt()))),
                feeds.of(product.sku()));
    }
}
