package io.tieout.ui.money;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.Route;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.finance.Ledger;
import io.tieout.finance.OpenItem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import jakarta.annotation.security.PermitAll;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an account's balance is made of: the parts that are not cleared yet. */
@Route("open-items")
@PermitAll
class AccountView extends ListView<OpenItem> {

    private static final String DEFAULT_ACCOUNT = "channel.receivable";

    private final transient Ledger ledger;
    private final transient Catalog catalog;

    AccountView(Ledger ledger, Catalog catalog) {
        super("Open items", "What an account's balance is made of; what sums to zero is left out.", columns(catalog));
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

    private static List<Column<OpenItem>> columns(Catalog catalog) {
        var currency = catalog.entities().stream()
                .map(LegalEntity::currency)
                .findFirst()
                .orElse(Currency.getInstance("EUR"));
        return List.of(
                Column.of("reference", "Reference", row -> text(row.reference()), AccountView::reference),
                Column.text("channel", "Channel", row -> text(row.channel())),
                Column.text("since", "Since", row -> row.since().toString()),
                Column.number("lines", "Lines", row -> "" + row.lines(), row -> Show.count(row.lines())),
                Column.number(
                        "balance",
                        "Balance",
                        row -> row.balance().toPlainString(),
                        row -> Show.amount(row.balance(), currency)));
    }

    private static Div reference(OpenItem item) {
        if (item.reference() == null) {
            var none = new Span("without reference");
            none.addClassName("muted");
            return new Div(none);
        }
        return new Div(new Anchor(
                "trace?id=" + URLEncoder.encode(item.reference(), StandardCharsets.UTF_8), item.reference()));
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
    protected Page<OpenItem> page(Filters filters, int limit, @Nullable String after) {
        var entity = filters.get("entity");
        var chosen = catalog.entities().stream()
                .map(LegalEntity::code)
                .filter(code -> entity == null || code.value().equals(entity))
                .findFirst();
        var account = filters.get("account");
        try {
            return chosen.map(code -> ledger.openItems(code, account == null ? DEFAULT_ACCOUNT : account, limit, after))
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
