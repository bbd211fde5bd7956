package io.tieout.ui.money;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.finance.Ledger;
import io.tieout.finance.TrialBalance;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Dates;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

@Route("trial-balance")
@PermitAll
class TrialBalanceView extends TieoutView {

    private final transient Ledger ledger;
    private final Select<LegalEntity> entity = new Select<>();
    private final DatePicker asOf;
    private final Div result = new Div();

    TrialBalanceView(Ledger ledger, Catalog catalog, Clock clock) {
        super(
                "Trial balance",
                "Debits and credits per account, in the entity's own currency. The difference is always zero.");
        this.ledger = ledger;
        result.addClassName("detail");
        asOf = Dates.picker("As of", LocalDate.now(clock));
        var entities = catalog.entities();
        if (entities.isEmpty()) {
            add(new Paragraph("There is no legal entity yet. Apply a configuration file with the section “entities”."));
            return;
        }
        entity.setLabel("Entity");
        entity.setItems(entities);
        entity.setItemLabelGenerator(each -> each.code() + " " + each.name());
        entity.setValue(entities.getFirst());
        asOf.setValue(LocalDate.now(clock.withZone(entities.getFirst().zone())));
        entity.addValueChangeListener(_ -> balance());
        asOf.addValueChangeListener(_ -> balance());
        var filters = new Div(entity, asOf);
        filters.addClassName("filters");
        add(filters, result);
        balance();
    }

    private void balance() {
        result.removeAll();
        if (asOf.getValue() == null) {
            return;
        }
        var balance = ledger.trialBalance(entity.getValue().code(), asOf.getValue());
        var difference = balance.debit().subtract(balance.credit());
        result.add(new Section(
                difference.signum() == 0 ? "Debits equal credits" : "Debits and credits differ",
                difference.signum() == 0
                        ? new StatusChip(Status.DONE, "Balanced")
                        : new StatusChip(Status.BLOCKED, "Not balanced"),
                new Facts()
                        .figures()
                        .fact("Debits", Show.amount(balance.debit(), balance.currency()))
                        .fact("Credits", Show.amount(balance.credit(), balance.currency()))
                        .fact("Difference", Show.amount(difference, balance.currency()))));
        result.add(new Section(
                "Accounts",
                new Table<>("Accounts", columns(balance), balance.accounts())
                        .total(
                                "Total",
                                Map.of(
                                        "debit", Show.amount(balance.debit(), balance.currency()),
                                        "credit", Show.amount(balance.credit(), balance.currency()),
                                        "balance", Show.amount(difference, balance.currency())))));
    }

    private static List<Column<TrialBalance.Account>> columns(TrialBalance balance) {
        return List.of(
                Column.of("code", "Account", TrialBalance.Account::code, TrialBalanceView::journals),
                Column.text("name", "Name", TrialBalance.Account::name),
                Column.text("key", "Key", TrialBalance.Account::key),
                amount(balance, "debit", "Debit", TrialBalance.Account::debit),
                amount(balance, "credit", "Credit", TrialBalance.Account::credit),
                amount(balance, "balance", "Balance", TrialBalance.Account::balance),
                Column.of("open", "Made of", _ -> "", account -> openItems(balance, account)));
    }

    private static RouterLink journals(TrialBalance.Account account) {
        var link = new RouterLink(account.code(), JournalsView.class);
        link.setQueryParameters(QueryParameters.of("account", account.code()));
        link.addClassName("code");
        return link;
    }

    private static RouterLink openItems(TrialBalance balance, TrialBalance.Account account) {
        var link = new RouterLink("Open items", AccountView.class);
        link.setQueryParameters(
                QueryParameters.simple(Map.of("entity", balance.entity().value(), "account", account.code())));
        link.getElement().setAttribute("aria-label", "Open items of " + account.code());
        return link;
    }

    private static Column<TrialBalance.Account> amount(
            TrialBalance balance, String key, String header, Function<TrialBalance.Account, BigDecimal> value) {
        return Column.number(
                key,
                header,
                row -> value.apply(row).toPlainString(),
                row -> Show.amount(value.apply(row), balance.currency()));
    }
}
