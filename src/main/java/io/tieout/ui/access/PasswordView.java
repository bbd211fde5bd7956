package io.tieout.ui.access;

import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.People;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.util.List;

@Route("password")
@PermitAll
class PasswordView extends TieoutView {

    PasswordView(People people, CurrentActor actor) {
        super("Change password", "At least twelve characters. All other sessions of yours end.");
        var present = new PasswordField("Present password");
        var wanted = new PasswordField("New password");
        var again = new PasswordField("New password again");
        var change = Actions.primary("Change password", actor, List.of(), "Changed. Sign in again.", () -> {
            people.changePassword(actor.get().name(), present.getValue(), wanted.getValue());
            getUI().ifPresent(ui -> ui.getPage().setLocation("login"));
        });
        change.setEnabled(false);
        again.addValueChangeListener(_ -> change.setEnabled(again.getValue().equals(wanted.getValue())));
        again.setValueChangeMode(com.vaadin.flow.data.value.ValueChangeMode.EAGER);
        var form = new Section("Your password", present, wanted, again, change);
        form.addClassName("form");
        add(form);
    }
}
