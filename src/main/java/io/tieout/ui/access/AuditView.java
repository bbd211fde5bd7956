package io.tieout.ui.access;

import com.vaadin.flow.router.Route;
import io.tieout.access.Audit;
import io.tieout.access.AuditEntry;
import io.tieout.access.AuditFilter;
import io.tieout.access.Roles;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.prove.TraceView;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Route("audit")
@RolesAllowed({Roles.ADMINISTRATOR, Roles.AUDITOR, Roles.FINANCE_CONTROLLER})
class AuditView extends ListView<AuditEntry> {

    private final transient Audit audit;

    AuditView(Audit audit) {
        super("Audit log", "Who did what to what, and when; each entry is chained to the one before.", columns());
        this.audit = audit;
        addTextFilter("actor", "Who, such as user:admin");
        addTextFilter("action", "Action");
        addTextFilter("subject", "Subject");
    }

    private static List<Column<AuditEntry>> columns() {
        return List.of(
                Column.of("at", "When", row -> Show.exact(row.at()), row -> Show.ago(row.at())),
                Column.text("by", "Who", row -> row.by().toString()),
                Column.text("action", "What", row -> Show.words(row.action())),
                Column.of("subject", "To what", AuditEntry::subject, row -> Show.code(row.subject())),
                Column.text("detail", "Detail", AuditView::detail),
                Column.of(
                        "hash",
                        "Chain",
                        row -> row.hash() == null ? "" : row.hash(),
                        row -> Show.code(row.hash() == null ? null : row.hash().substring(0, 12))));
    }

    private static String detail(AuditEntry entry) {
        return new TreeMap<>(entry.detail())
                .entrySet().stream()
                        .map(part -> Show.words(part.getKey()) + ": " + part.getValue())
                        .collect(Collectors.joining(", "));
    }

    @Override
    protected void open(AuditEntry row) {
        getUI().ifPresent(ui -> ui.navigate(TraceView.class, TraceView.of(row.subject())));
    }

    @Override
    protected Page<AuditEntry> page(Filters filters, int limit, @Nullable String after) {
        return audit.list(
                new AuditFilter(filters.get("actor"), filters.get("action"), filters.get("subject"), null, null, null),
                limit,
                after);
    }

    @Override
    protected String whenEmpty() {
        return "Nothing was done by a person or client yet.";
    }
}
