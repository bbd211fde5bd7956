package io.tieout.ui.money;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.finance.Periods;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

@Route("periods")
@PermitAll
class PeriodsView extends TieoutView {

    private static final List<String> MAY_CLOSE = List.of(Roles.FINANCE_CONTROLLER);

    private final transient Periods periods;
    private final transient Catalog catalog;
    private final transient CurrentActor actor;
    private final transient Clock clock;
    private final Div result = new Div();

    PeriodsView(Periods periods, Catalog catalog, CurrentActor actor, Clock clock) {
        super(
                "Periods",
                "What is late for a closed period posts in the next open one and keeps its own business date.");
        this.periods = periods;
        this.catalog = catalog;
        this.actor = actor;
        this.clock = clock;
        result.addClassName("detail");
        add(result);
        list();
    }

    private void list() {
        result.removeAll();
        var entities = catalog.entities();
        if (entities.isEmpty()) {
            result.add(new Paragraph(
                    "There is no legal entity yet. Apply a configuration file with the section “entities”."));
        }
        for (var entity : entities) {
            var known = new ArrayList<>(periods.list(entity.code()));
            var current = YearMonth.now(clock.withZone(entity.zone()));
            for (var month : List.of(current, current.minusMonths(1))) {
                if (known.stream().noneMatch(period -> period.period().equals(month))) {
                    known.add(new Periods.Period(entity.code(), month, periods.state(entity.code(), month)));
                }
            }
            known.sort(Comparator.comparing(Periods.Period::period).reversed());
            result.add(new Section(entity.code() + " " + entity.name(), new Table<>("Periods", columns(), known)));
        }
    }

    private List<Column<Periods.Period>> columns() {
        return List.of(
                Column.text("period", "Period", row -> row.period().toString()),
                Column.of("state", "State", row -> Show.words(row.state()), PeriodsView::chip),
                Column.of("action", "", _ -> "", this::action));
    }

    private static StatusChip chip(Periods.Period period) {
        return switch (period.state()) {
            case OPEN -> new StatusChip(Status.DONE, "Open");
            case SOFT_CLOSED -> new StatusChip(Status.WAITING, "Open to finance only");
            case CLOSED -> new StatusChip(Status.IGNORED, "Closed");
        };
    }

    private com.vaadin.flow.component.Component action(Periods.Period period) {
        return period.state() == Periods.State.CLOSED
                ? Actions.button("Reopen", actor, MAY_CLOSE, "Reopened " + period.period() + ".", () -> {
                    periods.reopen(period.entity(), period.period(), actor.get());
                    list();
                })
                : Actions.button("Close", actor, MAY_CLOSE, "Closed " + period.period() + ".", () -> {
                    periods.close(period.entity(), period.period(), actor.get());
                    list();
                });
    }
}
