package io.tieout.ui.channels;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxFilter;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.util.List;

@Route("connections")
@PermitAll
class ConnectionsView extends TieoutView {

    private final transient Inbox inbox;

    ConnectionsView(Connections connections, Inbox inbox) {
        super("Connections", "The partner accounts that are connected, and when each was last heard of.");
        this.inbox = inbox;
        var all = connections.list();
        add(
                all.isEmpty()
                        ? new Paragraph("No connection yet. Apply a configuration file with the section “connections”.")
                        : new Section("All connections", new Table<>("Connections", columns(), all)));
    }

    private List<Column<Connection>> columns() {
        return List.of(
                Column.of("code", "Connection", row -> row.code().value(), ConnectionsView::messages),
                Column.text("adapter", "Adapter", Connection::adapter),
                Column.text("entity", "Entity", row -> row.entity().value()),
                Column.text("zone", "Zone", row -> row.zone().getId()),
                Column.text(
                        "secrets",
                        "Secrets",
                        row -> row.secrets().isEmpty() ? "none" : String.join(", ", row.secrets())),
                Column.of(
                        "state",
                        "State",
                        row -> row.paused() ? "Paused" : "Open",
                        row -> row.paused()
                                ? new StatusChip(Status.BLOCKED, "Paused")
                                : new StatusChip(Status.DONE, "Open")),
                Column.of("last", "Last message", _ -> "", this::lastMessage));
    }

    private static RouterLink messages(Connection row) {
        var link = new RouterLink(row.code().value(), io.tieout.ui.messages.MessagesView.class);
        link.setQueryParameters(QueryParameters.of("connection", row.code().value()));
        return link;
    }

    private com.vaadin.flow.component.html.Span lastMessage(Connection row) {
        return inbox.list(new InboxFilter(row.code().value(), null, null), 1, null).items().stream()
                .findFirst()
                .map(message -> Show.ago(message.receivedAt()))
                .orElseGet(() -> new com.vaadin.flow.component.html.Span("never"));
    }
}
