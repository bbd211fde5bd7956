package io.tieout.ui.catalog;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.catalog.ChangeProposal;
import io.tieout.catalog.MasterData;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What systems that do not own an attribute would have changed. */
@Route("products/proposals")
@PermitAll
class ProposalsView extends ListView<ChangeProposal> {

    private static final List<String> MAY_DECIDE = List.of(Roles.DATA_STEWARD);

    private final transient MasterData masterData;

    ProposalsView(MasterData masterData, CurrentActor actor) {
        super(
                "Proposed changes",
                "What a system would change of a product's attribute that another one owns.",
                columns(masterData, actor));
        this.masterData = masterData;
        addTextFilter("sku", "SKU");
        addChoiceFilter("state", "State", choices(ChangeProposal.State.values()), "open");
    }

    private static List<Column<ChangeProposal>> columns(MasterData masterData, CurrentActor actor) {
        return List.of(
                Column.of("sku", "SKU", row -> row.sku().value(), row -> Show.code(row.sku())),
                Column.text("attribute", "Attribute", row -> Show.words(row.attribute())),
                Column.text("is", "Is", row -> row.oldValue() == null ? "" : row.oldValue()),
                Column.text("proposed", "Proposed", ChangeProposal::newValue),
                Column.text(
                        "by",
                        "By",
                        row -> row.connection() == null ? row.system().name() : row.system() + ", " + row.connection()),
                Column.of("since", "Since", row -> Show.exact(row.proposedAt()), row -> Show.ago(row.proposedAt())),
                Column.of("state", "State", row -> Show.words(row.state()), ProposalsView::chip),
                Column.of("action", "", _ -> "", row -> action(row, masterData, actor)));
    }

    private static StatusChip chip(ChangeProposal row) {
        return switch (row.state()) {
            case OPEN -> new StatusChip(Status.NEEDS_YOU, "Open");
            case ACCEPTED -> new StatusChip(Status.DONE, "Accepted");
            case REFUSED -> new StatusChip(Status.BLOCKED, "Refused");
            case OVERTAKEN -> new StatusChip(Status.IGNORED, "Overtaken");
        };
    }

    private static Component action(ChangeProposal row, MasterData masterData, CurrentActor actor) {
        if (row.state() != ChangeProposal.State.OPEN) {
            return new Span(row.decidedBy() == null ? "" : row.decidedBy());
        }
        var accept = Actions.button(
                "Accept", actor, MAY_DECIDE, "The value is taken", () -> masterData.accept(row.id(), actor.get()));
        accept.setAriaLabel("Accept " + row.attribute() + " of " + row.sku());
        var refuse = Actions.button(
                "Refuse",
                actor,
                MAY_DECIDE,
                "The proposal is refused",
                () -> masterData.refuse(row.id(), "refused on the page", actor.get()));
        refuse.setAriaLabel("Refuse " + row.attribute() + " of " + row.sku());
        return new Span(accept, refuse);
    }

    @Override
    protected Page<ChangeProposal> page(Filters filters, int limit, @Nullable String after) {
        var state = filters.get("state", ChangeProposal.State.class);
        return masterData.proposals(
                state == null ? ChangeProposal.State.OPEN : state, filters.get("sku"), limit, after);
    }

    @Override
    protected String whenEmpty() {
        return "Nothing is proposed. Proposals appear when a system sends an attribute that another one owns.";
    }
}
