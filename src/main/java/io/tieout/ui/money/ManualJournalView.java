package io.tieout.ui.money;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.finance.FinanceEvent;
import io.tieout.finance.Ledger;
import io.tieout.finance.ManualJournal;
import io.tieout.kernel.Ids;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Dates;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A journal by hand: it balances or it does not pass; over the threshold another person approves it. */
@Route("journals/new")
@RolesAllowed({Roles.ADMINISTRATOR, Roles.FINANCE_CLERK, Roles.FINANCE_CONTROLLER})
class ManualJournalView extends TieoutView {

    private record Row(TextField account, TextField reference, BigDecimalField debit, BigDecimalField credit) {}

    private final transient Ledger ledger;
    private final transient CurrentActor actor;
    private final Select<LegalEntity> entity = new Select<>();
    private final TextField text = new TextField("What for");
    private final Div lines = new Div();
    private final Div balance = new Div();
    private final List<Row> rows = new ArrayList<>();

    /** One per form: who sends it twice makes one journal. */
    private final String key = "ui-" + Ids.next();

    ManualJournalView(Ledger ledger, Catalog catalog, CurrentActor actor, Clock clock) {
        super(
                "New journal",
                "By account code or key, such as fees.other. Over the threshold another person approves it.");
        this.ledger = ledger;
        this.actor = actor;
        var entities = catalog.entities();
        if (entities.isEmpty()) {
            add(new Paragraph("There is no legal entity yet. Apply a configuration file with the section “entities”."));
            return;
        }
        entity.setLabel("Entity");
        entity.setItems(entities);
        entity.setItemLabelGenerator(each -> each == null ? "" : each.code() + " " + each.name());
        entity.setValue(entities.getFirst());
        entity.addValueChangeListener(_ -> weigh());
        var date = Dates.picker(
                "Business date",
                LocalDate.now(clock.withZone(entities.getFirst().zone())));
        text.setWidthFull();
        var head = new Div(entity, date);
        head.addClassName("form-row");
        lines.addClassName("action-list");
        var more = new Button("Add a line", _ -> line());
        more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        line();
        line();
        weigh();
        add(new Section("Journal", head, text, lines, more, balance, post(date)));
    }

    private void line() {
        var row = new Row(
                new TextField("Account"),
                new TextField("Reference"),
                new BigDecimalField("Debit"),
                new BigDecimalField("Credit"));
        var remove = new Button("Remove");
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        var line = new Div(row.account, row.reference, row.debit, row.credit, remove);
        line.addClassNames("entry-row", "journal-row");
        for (var field : List.of(row.account, row.reference)) {
            field.setWidthFull();
        }
        for (var field : List.of(row.debit, row.credit)) {
            field.setWidthFull();
            field.addThemeName("align-right");
            field.addValueChangeListener(_ -> weigh());
        }
        remove.addClickListener(_ -> {
            rows.remove(row);
            lines.remove(line);
            weigh();
        });
        rows.add(row);
        lines.add(line);
    }

    private void weigh() {
        var debit = sum(Row::debit);
        var credit = sum(Row::credit);
        var difference = debit.subtract(credit);
        var currency = entity.getValue().currency();
        balance.removeAll();
        balance.addClassName("step-head");
        balance.add(
                difference.signum() == 0
                        ? new StatusChip(Status.DONE, "Balanced")
                        : new StatusChip(Status.BLOCKED, "Out by " + Show.plain(difference, currency)),
                new Span("Debits"),
                Show.amount(debit, currency),
                new Span("Credits"),
                Show.amount(credit, currency));
    }

    private BigDecimal sum(Function<Row, BigDecimalField> side) {
        return rows.stream().map(row -> amount(side.apply(row).getValue())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }

    private Button post(DatePicker date) {
        return Actions.primary("Post", actor, List.of(Roles.FINANCE_CLERK, Roles.FINANCE_CONTROLLER), "Kept.", () -> {
            var journal = ledger.postManual(
                    new ManualJournal(
                            key,
                            entity.getValue().code(),
                            date.getValue(),
                            entity.getValue().currency(),
                            text.getValue(),
                            journalLines()),
                    actor.get());
            getUI().ifPresent(ui -> ui.navigate("journals/" + journal.id()));
        });
    }

    private List<ManualJournal.Line> journalLines() {
        return rows.stream()
                .filter(row -> !row.account.getValue().isBlank())
                .map(row -> new ManualJournal.Line(
                        row.account.getValue().strip(),
                        amount(row.debit.getValue()),
                        amount(row.credit.getValue()),
                        row.reference.getValue().isBlank()
                                ? FinanceEvent.Dimensions.NONE
                                : FinanceEvent.Dimensions.NONE.withReference(
                                        row.reference.getValue().strip())))
                .toList();
    }
}
