package io.tieout.ui.money;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.Route;
import io.tieout.catalog.Catalog;
import io.tieout.finance.Ledger;
import io.tieout.finance.OpenItem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.prove.TraceView;
import jakarta.annotation.security.PermitAll;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an account's balance is made of: the parts that are not cleared yet. */
@Route("open-items")
@PermitAll
class AccountView extends ListView<AccountView.Item> {

    /** An item in its entity's own currency. */
    record Item(OpenItem open, Currency currency) {}

    private static final String DEFAULT_ACCOUNT = "channel.receivable";

    private final transient Ledger ledger;
    private final transient Catalog catalog;

    AccountView(Ledger ledger, Catalog catalog) {
        super("Open items", "What an account's balance is made of; what sums to zero is left out.", columns());
        this.ledger = ledger;
        this.catalog = catalog;
        addChoiceFilter("entity", "Entity", entities());
        addTextFilter("account", "Account or its key");
        var balance = new Anchor("trial-balance", "Trial balance");
        balance.addClassName("button-link");
        addAction(balance);
    }

    private Map<String, String> entities() {
        var entities = new LinkedHashMap<String, String>();
        catalog.entities().forEach(entity -> entities.put(entity.code().value(), entity.code() + " " + entity.name()));
        return entities;
    }

    private static List<Column<Item>> columns() {
        return List.of(
                Column.of("reference", "Reference", row -> text(row.open.reference()), AccountView::reference),
                Column.text("channel", "Channel", row -> text(row.open.channel())),
                Column.text("since", "Since", row -> row.open.since().toString()),
                Column.number("lines", "Lines", row -> "" + row.open.lines(), row -> Show.count(row.open.lines())),
                Column.number(
                        "balance",
                        "Balance",
                        row -> row.open.balance().toPlainString(),
                        row -> Show.amount(row.open.balance(), row.currency)));
    }

    private static Component reference(Item item) {
        if (item.open.reference() == null) {
            var none = new Span("without reference");
            none.addClassName("muted");
            return none;
        }
        return Show.code(item.open.reference());
    }

    @Override
    protected void open(Item row) {
        if (row.open.reference() != null) {
            getUI().ifPresent(ui -> ui.navigate(TraceView.class, TraceView.of(row.open.reference())));
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        super.afterNavigation(event);
        var account = event.getLocation().getQueryParameters().getSingleParameter("account");
        setHead("Open items of " + account.orElse(DEFAULT_ACCOUNT), "What sums to zero by reference is left out.");
    }

    @Override
    protected Page<Item> page(Filters filters, int limit, @Nullable String after) {
        var entity = filters.get("entity");
        var chosen = catalog.entities().stream()
                .filter(each -> entity == null || each.code().value().equals(entity))
                .findFirst();
        var account = filters.get("account");
        try {
            return chosen.map(each -> ledger.openItems(
                                    each.code(), account == null ? DEFAULT_ACCOUNT : account, limit, after)
                            .map(item -> new Item(item, each.currency())))
                    .orElse(new Page<>(List.of(), null));
        } catch (ProblemException unknown) {
            // Half-typed account: the empty list says that nothing matches.
            return new Page<>(List.of(), null);
        }
    }

    @Override
    protected String whenEmpty() {
        return "Nothing is open on this account.";
    }
}
