package io.tieout.ui.money;

import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.tieout.finance.Journal;
import io.tieout.finance.JournalFilter;
import io.tieout.finance.Ledger;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route("journals")
@PermitAll
class JournalsView extends ListView<Journal> {

    private final transient Ledger ledger;

    JournalsView(Ledger ledger) {
        super(
                "Journals",
                "Double entry, always balanced, numbered without gaps at posting. Corrections are reversals.",
                columns());
        this.ledger = ledger;
        addTextFilter("entity", "Entity");
        addTextFilter("period", "Period, such as 2026-11");
        addChoiceFilter("state", "State", choices(Journal.State.values()));
        addTextFilter("event", "Event");
        addTextFilter("account", "Account");
        addTextFilter("subject", "Subject");
        var byHand = new RouterLink("New journal", ManualJournalView.class);
        byHand.addClassName("button-link");
        addAction(byHand);
    }

    private static List<Column<Journal>> columns() {
        return List.of(
                Column.of(
                        "number",
                        "Number",
                        row -> row.number() == null ? "" : row.number(),
                        row -> Show.code(row.number())),
                Column.of("state", "State", row -> Show.words(row.state()), row -> chip(row.state())),
                Column.text("event", "Event", row -> Show.words(row.event())),
                Column.of("subject", "Subject", row -> row.subject().value(), row -> Show.code(row.subject())),
                Column.text(
                        "posted",
                        "Posted on",
                        row -> row.postedOn() == null ? "" : row.postedOn().toString()),
                Column.text(
                        "business", "Business date", row -> row.businessDate().toString()),
                Column.number(
                        "amount",
                        "Amount",
                        row -> debits(row).toPlainString(),
                        row -> row.lines().isEmpty()
                                ? Show.count(0)
                                : Show.amount(
                                        debits(row), row.lines().getFirst().currency())));
    }

    static BigDecimal debits(Journal journal) {
        return journal.lines().stream().map(Journal.Line::debit).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static StatusChip chip(Journal.State state) {
        return switch (state) {
            case AWAITS_APPROVAL -> new StatusChip(Status.NEEDS_YOU, "Awaits approval");
            case POSTED -> new StatusChip(Status.DONE, "Posted");
            case REJECTED -> new StatusChip(Status.IGNORED, "Rejected");
        };
    }

    @Override
    protected Page<Journal> page(Filters filters, int limit, @Nullable String after) {
        return ledger.journals(
                new JournalFilter(
                        filters.get("entity"),
                        filters.get("period"),
                        filters.get("state", Journal.State.class),
                        filters.get("event"),
                        filters.get("account"),
                        filters.get("subject"),
                        null,
                        null,
                        null),
                limit,
                after);
    }

    @Override
    protected void open(Journal row) {
        getUI().ifPresent(ui -> ui.navigate("journals/" + row.id()));
    }

    @Override
    protected String whenEmpty() {
        return "Journals appear with the first shipment, till sale or settlement.";
    }
}
