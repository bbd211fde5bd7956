package io.tieout.ui.money;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.tieout.kernel.Page;
import io.tieout.reconciliation.BankLine;
import io.tieout.reconciliation.BankStatements;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route("bank")
@PermitAll
class BankView extends ListView<BankLine> {

    private final transient BankStatements statements;

    BankView(BankStatements statements) {
        super("Bank", "Booked lines of the bank statements, and which settlement each one pays.", columns());
        this.statements = statements;
        addChoiceFilter("state", "State", choices(BankLine.State.values()));
    }

    private static List<Column<BankLine>> columns() {
        return List.of(
                Column.text("booked", "Booked", row -> row.bookedOn().toString()),
                Column.of("reference", "Reference", BankLine::reference, row -> Show.code(row.reference())),
                Column.text("remittance", "Remittance", BankLine::remittance),
                Column.of("state", "State", row -> Show.words(row.state()), BankView::chip),
                Column.of(
                        "settlement",
                        "Settles",
                        row -> row.settlement() == null ? "" : row.settlement().toString(),
                        row -> row.settlement() == null
                                ? new Span("")
                                : new Anchor("settlements/" + row.settlement(), "Settlement")),
                Column.text("rule", "Found by", row -> row.rule() == null ? "" : Show.words(row.rule())),
                Column.number(
                        "amount",
                        "Amount",
                        row -> row.amount().amount().toPlainString(),
                        row -> Show.money(row.amount())));
    }

    static StatusChip chip(BankLine line) {
        return line.state() == BankLine.State.MATCHED
                ? new StatusChip(Status.DONE, "Matched")
                : new StatusChip(Status.IGNORED, "Not matched");
    }

    @Override
    protected Page<BankLine> page(Filters filters, int limit, @Nullable String after) {
        var state = filters.get("state", BankLine.State.class);
        return statements.lines(state == null ? null : state.name(), limit, after);
    }

    @Override
    protected void open(BankLine row) {
        getUI().ifPresent(ui -> ui.navigate("bank/" + row.id()));
    }

    @Override
    protected String whenEmpty() {
        return "Bank lines appear with the first camt.053 statement of a bank connection.";
    }
}
