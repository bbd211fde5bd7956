package io.tieout.ui.channels;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.tieout.channels.Connection;
import io.tieout.channels.ConnectionHealth;
import io.tieout.channels.Connections;
import io.tieout.channels.HealthReport;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;

@Route("connections")
@PermitAll
class ConnectionsView extends TieoutView {

    ConnectionsView(Connections connections, ConnectionHealth health) {
        super("Connections", "The partner accounts that are connected, and how each stands.");
        var all = connections.list().stream()
                .map(Connection::code)
                .map(health::of)
                .flatMap(Optional::stream)
                .toList();
        add(
                all.isEmpty()
                        ? new Paragraph("No connection yet. Apply a configuration file with the section “connections”.")
                        : new Section("All connections", new Table<>("Connections", columns(), all)));
    }

    private static List<Column<HealthReport>> columns() {
        return List.of(
                Column.of("code", "Connection", HealthReport::connection, ConnectionsView::page),
                Column.text("adapter", "Adapter", HealthReport::adapter),
                Column.of("state", "State", row -> row.state().name(), row -> ConnectionView.chip(row.state())),
                Column.of(
                        "last",
                        "Last message",
                        _ -> "",
                        row -> row.lastMessageAt() == null ? new Span("never") : Show.ago(row.lastMessageAt())),
                Column.number("inbound", "Inbound open", row -> "" + inbound(row), row -> Show.count(inbound(row))),
                Column.number("outbound", "Outbound open", row -> "" + outbound(row), row -> Show.count(outbound(row))),
                Column.number(
                        "drift",
                        "Drift",
                        row -> "" + row.novelties().size(),
                        row -> Show.count(row.novelties().size())),
                Column.text("secrets", "Secrets", ConnectionsView::secrets));
    }

    private static long inbound(HealthReport row) {
        return row.waiting() + row.parked() + row.failed();
    }

    private static long outbound(HealthReport row) {
        return row.outboundWaiting() + row.outboundDead();
    }

    private static String secrets(HealthReport row) {
        var missing = row.secrets().stream().filter(secret -> !secret.present()).count();
        if (row.secrets().isEmpty()) {
            return "none";
        }
        return missing == 0 ? "all " + row.secrets().size() : missing + " missing";
    }

    private static RouterLink page(HealthReport row) {
        return new RouterLink(row.connection(), ConnectionView.class, row.connection());
    }
}
