package io.tieout.ui.mapping;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.tieout.access.CurrentActor;
import io.tieout.channels.Connections;
import io.tieout.mapping.MappingSets;
import io.tieout.mapping.UnmappedCode;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;

/** Codes that came up and that nobody has said the meaning of. */
@Route("mappings/unmapped")
@PermitAll
class CoverageView extends TieoutView {

    private static final int SHOWN_MAX = 200;

    CoverageView(MappingSets sets, Connections connections, CurrentActor actor, Clock clock) {
        super("Unmapped codes", "Codes that partners sent and that have no meaning yet. What needs them waits.");
        var form = new ProposalForm(sets, connections, actor, clock);
        var all = new RouterLink("All mappings", MappingsView.class);
        all.addClassName("button-link");
        addAction(all);
        var unmapped = sets.coverage(null);
        if (unmapped.isEmpty()) {
            var empty = new Div(new Span("Every code that came up has a meaning."));
            empty.addClassName("empty");
            add(empty);
            return;
        }
        add(new Section(
                unmapped.size() == 1 ? "One code waits for a meaning" : unmapped.size() + " codes wait for a meaning",
                new Paragraph("Propose what each one means; a second person approves, and what waits goes on."),
                new Table<>(
                        "Unmapped codes",
                        columns(form, MappingsView.mayPropose(actor)),
                        unmapped.stream().limit(SHOWN_MAX).toList())));
    }

    private static List<Column<UnmappedCode>> columns(ProposalForm form, boolean mayPropose) {
        return List.of(
                Column.text("kind", "Kind", row -> Show.words(row.kind().code())),
                Column.text("partner", "Partner", row -> MappingsView.partner(row.partner())),
                Column.of("code", "Code", UnmappedCode::code, row -> Show.code(row.code())),
                Column.number("times", "Times", row -> "" + row.times(), row -> Show.count(row.times())),
                Column.of("first", "Since", row -> Show.exact(row.firstAskedAt()), row -> Show.ago(row.firstAskedAt())),
                Column.of("last", "Last", row -> Show.exact(row.lastAskedAt()), row -> Show.ago(row.lastAskedAt())),
                Column.of("action", "", _ -> "", row -> {
                    var propose = new Button("Propose", _ -> form.open(row.kind(), row.partner(), row.code()));
                    propose.setEnabled(mayPropose);
                    propose.setAriaLabel("Propose a meaning of " + row.code());
                    return propose;
                }));
    }
}
