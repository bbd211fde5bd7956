package io.tieout.ui.mapping;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.channels.Connections;
import io.tieout.kernel.Page;
import io.tieout.mapping.MappingFilter;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.MappingSet;
import io.tieout.mapping.MappingSets;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every set there is or was, newest first. */
@Route("mappings")
@PermitAll
class MappingsView extends ListView<MappingSet> {

    static final List<String> MAY_PROPOSE =
            List.of(Roles.DATA_STEWARD, Roles.FINANCE_CLERK, Roles.FINANCE_CONTROLLER, Roles.INTEGRATION);
    static final List<String> MAY_APPROVE = List.of(Roles.DATA_STEWARD, Roles.FINANCE_CONTROLLER);

    private final transient MappingSets sets;

    MappingsView(MappingSets sets, Connections connections, CurrentActor actor, Clock clock) {
        super(
                "Mappings",
                "What partners' codes mean. One person proposes, another approves; then all that waits goes on by itself.",
                columns());
        this.sets = sets;
        addChoiceFilter("kind", "Kind", kinds());
        addTextFilter("partner", "Partner");
        addChoiceFilter("state", "State", choices(MappingSet.State.values()));
        var coverage = new RouterLink("Unmapped codes", CoverageView.class);
        coverage.addClassName("button-link");
        var form = new ProposalForm(sets, connections, actor, clock);
        var propose = new Button("Propose", _ -> form.open(null, "", ""));
        propose.setEnabled(mayPropose(actor));
        addAction(coverage);
        addAction(propose);
    }

    static boolean mayPropose(CurrentActor actor) {
        return actor.hasRole(Roles.ADMINISTRATOR) || MAY_PROPOSE.stream().anyMatch(actor::hasRole);
    }

    static Map<String, String> kinds() {
        var kinds = new LinkedHashMap<String, String>();
        for (var kind : MappingKind.values()) {
            kinds.put(kind.code(), Show.words(kind.code()));
        }
        return kinds;
    }

    static String partner(String code) {
        return code.equals(MappingSet.ANY_PARTNER) ? "All partners" : code;
    }

    private static List<Column<MappingSet>> columns() {
        return List.of(
                Column.text("kind", "Kind", row -> Show.words(row.kind().code())),
                Column.text("partner", "Partner", row -> partner(row.partner())),
                Column.number("number", "No.", row -> "" + row.number(), row -> Show.count(row.number())),
                Column.of("state", "State", row -> Show.words(row.state()), row -> chip(row.state())),
                Column.number(
                        "entries",
                        "Entries",
                        row -> "" + row.entries().size(),
                        row -> Show.count(row.entries().size())),
                Column.text("from", "Valid from", row -> row.validFrom().toString()),
                Column.text("proposed", "Proposed by", row -> row.proposedBy().name()),
                Column.text(
                        "decided",
                        "Decided by",
                        row -> row.decidedBy() == null ? "" : row.decidedBy().name()),
                Column.of("at", "Proposed", row -> Show.exact(row.proposedAt()), row -> Show.ago(row.proposedAt())));
    }

    static StatusChip chip(MappingSet.State state) {
        return switch (state) {
            case DRAFT -> new StatusChip(Status.WAITING, "Draft");
            case SUBMITTED -> new StatusChip(Status.NEEDS_YOU, "Awaits approval");
            case APPROVED -> new StatusChip(Status.WAITING, "Approved, its day to come");
            case IN_FORCE -> new StatusChip(Status.DONE, "In force");
            case SUPERSEDED -> new StatusChip(Status.IGNORED, "Superseded");
            case REJECTED -> new StatusChip(Status.IGNORED, "Rejected");
        };
    }

    @Override
    protected Page<MappingSet> page(Filters filters, int limit, @Nullable String after) {
        var kind = filters.get("kind");
        return sets.list(
                new MappingFilter(
                        kind == null || !kinds().containsKey(kind) ? null : MappingKind.ofCode(kind),
                        filters.get("partner"),
                        filters.get("state", MappingSet.State.class)),
                limit,
                after);
    }

    @Override
    protected void open(MappingSet row) {
        getUI().ifPresent(ui -> ui.navigate("mappings/" + row.id()));
    }

    @Override
    protected String whenEmpty() {
        return "Nothing is mapped yet. Propose a set, or import a CSV file with the columns code,value.";
    }
}
