package io.tieout.ui.access;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.People;
import io.tieout.access.Person;
import io.tieout.access.Roles;
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
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

@Route("people")
@RolesAllowed({Roles.ADMINISTRATOR, Roles.AUDITOR})
class PeopleView extends TieoutView {

    private static final List<String> ALL_ROLES = List.of(
            Roles.ADMINISTRATOR,
            Roles.INTEGRATION,
            Roles.OPERATIONS,
            Roles.INVENTORY,
            Roles.FINANCE_CLERK,
            Roles.FINANCE_CONTROLLER,
            Roles.DATA_STEWARD,
            Roles.AUDITOR);
    private static final List<String> MAY = List.of(Roles.ADMINISTRATOR);

    private final transient People people;
    private final transient CurrentActor actor;
    private final Div result = new Div();

    PeopleView(People people, CurrentActor actor) {
        super("People", "Who may sign in, and what for. Duties that must be kept apart go to different people.");
        this.people = people;
        this.actor = actor;
        var invite = new Button("Add a person", _ -> form());
        invite.setEnabled(actor.hasRole(Roles.ADMINISTRATOR));
        addAction(invite);
        result.addClassName("detail");
        add(result);
        list();
    }

    private void list() {
        result.removeAll();
        result.add(new Section("Everybody", new Table<>("People", columns(), people.list())));
    }

    private void form() {
        var name = new TextField("Name to sign in with");
        var display = new TextField("Full name");
        var roles = new CheckboxGroup<String>("Roles");
        roles.setItems(ALL_ROLES);
        roles.setItemLabelGenerator(Show::words);
        var dialog = new Dialog("Add a person");
        dialog.add(new Div(name, display, roles));
        dialog.getFooter()
                .add(new Button("Cancel", _ -> dialog.close()), Actions.primary("Add", actor, MAY, "Added.", () -> {
                    var created = people.create(name.getValue(), display.getValue(), roles.getValue(), actor.get());
                    dialog.close();
                    list();
                    Shown.once(
                            "First password of " + created.person().name(),
                            "It must be changed at the first sign-in.",
                            created.firstPassword());
                }));
        dialog.open();
    }

    private List<Column<Person>> columns() {
        return List.of(
                Column.text("name", "Name", Person::name),
                Column.text("display", "Full name", Person::displayName),
                Column.text(
                        "roles",
                        "Roles",
                        person -> new TreeSet<>(person.roles())
                                .stream().map(Show::words).collect(Collectors.joining(", "))),
                Column.of("state", "State", person -> "" + person.enabled(), PeopleView::chip),
                Column.of(
                        "last",
                        "Last sign-in",
                        person -> person.lastSignInAt() == null ? "" : Show.exact(person.lastSignInAt()),
                        person -> Show.ago(person.lastSignInAt())),
                Column.of("actions", "", _ -> "", this::actions));
    }

    private static StatusChip chip(Person person) {
        if (!person.enabled()) {
            return new StatusChip(Status.IGNORED, "Shut out");
        }
        if (isLocked(person)) {
            return new StatusChip(Status.BLOCKED, "Locked after failures");
        }
        return person.mustChangePassword()
                ? new StatusChip(Status.WAITING, "First password")
                : new StatusChip(Status.DONE, "Active");
    }

    private Div actions(Person person) {
        var enable = Actions.button(
                person.enabled() ? "Shut out" : "Let in",
                actor,
                MAY,
                person.enabled() ? "Shut out." : "Let in.",
                () -> {
                    people.enable(person.name(), !person.enabled(), actor.get());
                    list();
                });
        var reset = Actions.button("New password", actor, MAY, "The old password no longer works.", () -> {
            var password = people.resetPassword(person.name(), actor.get());
            list();
            Shown.once("New password of " + person.name(), "It must be changed at the next sign-in.", password);
        });
        var roles = Actions.button("Roles", actor, MAY, "", () -> roles(person));
        var buttons = new Div(roles, enable, reset);
        if (isLocked(person)) {
            buttons.add(Actions.button("Unlock", actor, MAY, "Unlocked.", () -> {
                people.unlock(person.name(), actor.get());
                list();
            }));
        }
        buttons.addClassName("view-actions");
        return buttons;
    }

    private void roles(Person person) {
        var roles = new CheckboxGroup<String>("Roles");
        roles.setItems(ALL_ROLES);
        roles.setItemLabelGenerator(Show::words);
        roles.setValue(new TreeSet<>(person.roles()));
        var dialog = new Dialog("Roles of " + person.name());
        dialog.add(roles);
        dialog.getFooter()
                .add(new Button("Cancel", _ -> dialog.close()), Actions.primary("Save", actor, MAY, "Saved.", () -> {
                    people.changeRoles(person.name(), roles.getValue(), actor.get());
                    dialog.close();
                    list();
                }));
        dialog.open();
    }

    private static boolean isLocked(Person person) {
        return person.lockedUntil() != null && person.lockedUntil().isAfter(Instant.now());
    }
}
