package io.tieout.ui.access;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.tieout.access.ApiClient;
import io.tieout.access.ApiClients;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.access.Scopes;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Shown;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

@Route("clients")
@RolesAllowed({Roles.ADMINISTRATOR, Roles.INTEGRATION, Roles.AUDITOR})
class ClientsView extends TieoutView {

    private static final List<String> MAY = List.of(Roles.ADMINISTRATOR);
    private static final Duration OVERLAP = Duration.ofHours(24);

    private final transient ApiClients clients;
    private final transient CurrentActor actor;
    private final Div result = new Div();

    ClientsView(ApiClients clients, CurrentActor actor) {
        super("API clients", "Programs that call the API. Keys are shown once and kept only as hashes.");
        this.clients = clients;
        this.actor = actor;
        var create = new Button("Make a client", _ -> form());
        create.setEnabled(actor.hasRole(Roles.ADMINISTRATOR));
        addAction(create);
        result.addClassName("detail");
        add(result);
        list();
    }

    private void list() {
        result.removeAll();
        var all = clients.list();
        result.add(
                all.isEmpty()
                        ? new Paragraph("No client yet. Each system that calls the API gets one of its own.")
                        : new Section("All clients", new Table<>("API clients", columns(), all)));
    }

    private void form() {
        var code = new TextField("Name");
        var scopes = new CheckboxGroup<String>("Scopes");
        scopes.setItems(Scopes.ALL);
        var dialog = new Dialog("Make a client");
        dialog.add(new Div(code, scopes));
        dialog.getFooter()
                .add(new Button("Cancel", _ -> dialog.close()), Actions.primary("Make", actor, MAY, "Made.", () -> {
                    var issued = clients.create(code.getValue(), ApiClients.Terms.of(scopes.getValue()), actor.get());
                    dialog.close();
                    list();
                    Shown.once("Key of " + issued.client().code(), "Hand it to the client.", issued.key());
                }));
        dialog.open();
    }

    private List<Column<ApiClient>> columns() {
        return List.of(
                Column.of("code", "Client", ApiClient::code, client -> Show.code(client.code())),
                Column.text("scopes", "Scopes", client -> String.join(", ", new TreeSet<>(client.scopes()))),
                Column.text(
                        "rate",
                        "Per minute",
                        client -> client.ratePerMinute() == null
                                ? "no limit"
                                : client.ratePerMinute().toString()),
                Column.of("state", "State", client -> "" + client.enabled(), ClientsView::chip),
                Column.of(
                        "used",
                        "Last used",
                        client -> client.lastUsedAt() == null ? "" : Show.exact(client.lastUsedAt()),
                        client -> client.lastUsedAt() == null ? new Span("never") : Show.ago(client.lastUsedAt())),
                Column.of("actions", "", _ -> "", this::actions));
    }

    private static StatusChip chip(ApiClient client) {
        if (!client.enabled()) {
            return new StatusChip(Status.IGNORED, "Shut out");
        }
        var now = Instant.now();
        var valid = client.keys().stream()
                .anyMatch(key -> key.revokedAt() == null
                        && (key.expiresAt() == null || key.expiresAt().isAfter(now)));
        return valid ? new StatusChip(Status.DONE, "Active") : new StatusChip(Status.IGNORED, "No valid key");
    }

    private Div actions(ApiClient client) {
        var rotate = Actions.button("New key", actor, MAY, "The old key works for one more day.", () -> {
            var issued = clients.rotate(client.code(), OVERLAP, actor.get());
            list();
            Shown.once("New key of " + client.code(), "The old one works for one more day.", issued.key());
        });
        var revoke = Actions.button("Revoke keys", actor, MAY, "No key of it works any more.", () -> {
            clients.revoke(client.code(), actor.get());
            list();
        });
        var buttons = new Div(rotate, revoke);
        buttons.addClassName("view-actions");
        return buttons;
    }
}
