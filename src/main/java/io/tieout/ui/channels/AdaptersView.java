package io.tieout.ui.channels;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.channels.AdapterVersion;
import io.tieout.channels.DeclarativeAdapters;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Every version of every declarative adapter, newest first. */
@Route("adapters")
@PermitAll
class AdaptersView extends ListView<AdapterVersion> {

    static final List<String> MAY_PROPOSE = List.of(Roles.INTEGRATION, Roles.DATA_STEWARD);
    static final List<String> MAY_APPROVE = List.of(Roles.INTEGRATION, Roles.DATA_STEWARD);

    private static final String NOT_WRITTEN_YET = "Not written yet";

    private final transient DeclarativeAdapters adapters;
    private final transient CurrentActor actor;

    AdaptersView(DeclarativeAdapters adapters, CurrentActor actor) {
        super(
                "Adapters",
                "Marketplaces and shops that are described, not programmed. One person writes a version, another approves.",
                columns());
        this.adapters = adapters;
        this.actor = actor;
        addTextFilter("code", "Adapter");
        addChoiceFilter("state", "State", states());
        var add = new Button("New adapter", _ -> ask());
        add.setEnabled(mayPropose(actor));
        addAction(add);
    }

    static boolean mayPropose(CurrentActor actor) {
        return actor.hasRole(Roles.ADMINISTRATOR) || MAY_PROPOSE.stream().anyMatch(actor::hasRole);
    }

    private static Map<String, String> states() {
        var states = new LinkedHashMap<String, String>();
        for (var state : AdapterVersion.State.values()) {
            states.put(state.name(), Show.words(state));
        }
        return states;
    }

    private static List<Column<AdapterVersion>> columns() {
        return List.of(
                Column.of("code", "Adapter", AdapterVersion::code, row -> Show.code(row.code())),
                Column.text("title", "Title", row -> row.definition().title()),
                Column.number("number", "No.", row -> "" + row.number(), row -> Show.count(row.number())),
                Column.of("state", "State", row -> Show.words(row.state()), row -> chip(row.state())),
                Column.text(
                        "kinds",
                        "Kinds",
                        row -> String.join(
                                ", ",
                                row.definition().kinds().stream()
                                        .map(kind -> kind.name())
                                        .toList())),
                Column.number(
                        "samples",
                        "Samples",
                        row -> "" + row.definition().samples().size(),
                        row -> Show.count(row.definition().samples().size())),
                Column.text("proposed", "Proposed by", row -> row.proposedBy().name()),
                Column.text(
                        "decided",
                        "Decided by",
                        row -> row.decidedBy() == null ? "" : row.decidedBy().name()),
                Column.of("at", "Proposed", row -> Show.exact(row.proposedAt()), row -> Show.ago(row.proposedAt())));
    }

    static StatusChip chip(AdapterVersion.State state) {
        return switch (state) {
            case DRAFT -> new StatusChip(Status.WAITING, "Draft");
            case SUBMITTED -> new StatusChip(Status.NEEDS_YOU, "Awaits approval");
            case IN_FORCE -> new StatusChip(Status.DONE, "In force");
            case SUPERSEDED -> new StatusChip(Status.IGNORED, "Superseded");
            case REJECTED -> new StatusChip(Status.IGNORED, "Rejected");
        };
    }

    @Override
    protected Page<AdapterVersion> page(Filters filters, int limit, @Nullable String after) {
        return adapters.list(filters.get("code"), filters.get("state", AdapterVersion.State.class), limit, after);
    }

    @Override
    protected void open(AdapterVersion row) {
        getUI().ifPresent(ui -> ui.navigate("adapters/" + row.id()));
    }

    @Override
    protected String whenEmpty() {
        return "No adapter is declared under these filters. Start one with “New adapter”.";
    }

    private void ask() {
        var dialog = new Dialog("New adapter");
        var code = new TextField("Code");
        code.setHelperText("Small letters, digits and hyphens; connections name it");
        code.setWidthFull();
        var title = new TextField("Title");
        title.setWidthFull();
        var body = new Div(
                new Paragraph("It starts as a draft of yours and has no effect until another person approves it."),
                code,
                title);
        body.addClassName("action-list");
        dialog.add(body);
        dialog.getFooter()
                .add(
                        new Button("Cancel", _ -> dialog.close()),
                        Actions.primary("Start", actor, MAY_PROPOSE, "Saved as a draft.", () -> {
                            var draft = adapters.propose(
                                    DeclarativeAdapters.read(JsonMapper.shared()
                                            .readTree(blank(
                                                    code.getValue().strip(),
                                                    title.getValue().strip()))),
                                    null,
                                    actor.get());
                            dialog.close();
                            UI.getCurrent().navigate("adapters/" + draft.id());
                        }));
        dialog.open();
    }

    /** A definition that is whole and refuses everything. */
    private static String blank(String code, String title) {
        var json = JsonMapper.shared();
        var definition = json.createObjectNode().put("code", code).put("title", title.isEmpty() ? code : title);
        definition
                .putArray("kinds")
                .addObject()
                .put("name", "order")
                .put("expression", """
                        /* Makes {"order": {...}}, {"cancellation": {...}}, {"ignore": "why"} or {"refuse": "why"}. */
                        {"refuse": "%s"}
                        """.formatted(NOT_WRITTEN_YET))
                .putObject("recognition")
                .put("object", "order")
                .put("objectField", "id");
        var sample =
                definition.putArray("samples").addObject().put("name", "first").put("kind", "order");
        sample.putObject("payload").put("id", "1");
        sample.putObject("expected").put("refuse", NOT_WRITTEN_YET);
        return definition.toString();
    }
}
