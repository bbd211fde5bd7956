package io.tieout.ui.money;

import com.vaadin.flow.router.Route;
import io.tieout.kernel.Page;
import io.tieout.reconciliation.Settlement;
import io.tieout.reconciliation.Settlements;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route("settlements")
@PermitAll
class SettlementsView extends ListView<Settlement> {

    private final transient Settlements settlements;

    SettlementsView(Settlements settlements) {
        super("Settlements", "Settlements and payouts. Nothing posts before it foots to the cent.", columns());
        this.settlements = settlements;
        addTextFilter("connection", "Channel");
        addChoiceFilter("state", "State", choices(Settlement.State.values()));
    }

    private static List<Column<Settlement>> columns() {
        return List.of(
                Column.of("externalId", "Settlement", Settlement::externalId, row -> Show.code(row.externalId())),
                Column.text("channel", "Channel", row -> row.connection().value()),
                Column.of("state", "State", row -> Show.words(row.state()), row -> chip(row.state())),
                Column.text(
                        "depositDate",
                        "Deposit date",
                        row -> row.depositDate() == null
                                ? ""
                                : row.depositDate().toString()),
                Column.number("rows", "Rows", row -> "" + row.rows(), row -> Show.count(row.rows())),
                Column.number("open", "Unmatched", row -> "" + unmatched(row), row -> Show.count(unmatched(row))),
                Column.number(
                        "deposit",
                        "Deposit",
                        row -> row.footing().deposit().toPlainString(),
                        row -> Show.amount(row.footing().deposit(), row.currency())),
                Column.number(
                        "difference",
                        "Difference",
                        row -> row.footing().difference().toPlainString(),
                        row -> Show.amount(row.footing().difference(), row.currency())));
    }

    /** Rows that a person should look at. */
    static long unmatched(Settlement settlement) {
        return settlement.outcomes().entrySet().stream()
                .filter(outcome -> List.of("AMOUNT_MISMATCH", "UNEXPECTED", "UNKNOWN_TYPE", "DUPLICATE")
                        .contains(outcome.getKey()
                                .toUpperCase(java.util.Locale.ROOT)
                                .replace('-', '_')))
                .mapToLong(java.util.Map.Entry::getValue)
                .sum();
    }

    static StatusChip chip(Settlement.State state) {
        return new StatusChip(
                switch (state) {
                    case FOOTED -> Status.NEEDS_YOU;
                    case POSTED -> Status.WAITING;
                    case RECONCILED -> Status.DONE;
                    case SUPERSEDED -> Status.IGNORED;
                },
                switch (state) {
                    case FOOTED -> "Foots, not posted";
                    case POSTED -> "Posted, bank awaited";
                    case RECONCILED -> "Reconciled with the bank";
                    case SUPERSEDED -> "Superseded";
                });
    }

    @Override
    protected Page<Settlement> page(Filters filters, int limit, @Nullable String after) {
        var state = filters.get("state", Settlement.State.class);
        return settlements.list(filters.get("connection"), state == null ? null : state.name(), limit, after);
    }

    @Override
    protected void open(Settlement row) {
        getUI().ifPresent(ui -> ui.navigate("settlements/" + row.id()));
    }

    @Override
    protected String whenEmpty() {
        return "Drop a settlement or payout file under Messages, or let its connection bring it.";
    }
}
