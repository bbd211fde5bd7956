package io.tieout.ui.orders;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.tieout.ui.kit.Actions;
import java.util.List;
import java.util.function.Consumer;

/** Asks for a reason, and whatever else a deed needs, before it is done. */
final class Reasoned {

    private static final int REASON_LENGTH_MAX = 256;

    private Reasoned() {}

    /** @param fields what else is asked, above the reason; required ones must be filled */
    static void ask(String title, String words, List<? extends Component> fields, String done, Consumer<String> deed) {
        var dialog = new Dialog(title);
        var form = new Div(new Paragraph(words));
        form.addClassName("dialog-form");
        fields.forEach(form::add);
        var reason = new TextField("Reason");
        reason.setRequiredIndicatorVisible(true);
        reason.setMaxLength(REASON_LENGTH_MAX);
        form.add(reason);
        dialog.add(form);
        var go = new Button(title, _ -> {
            var missing = fields.stream().anyMatch(Reasoned::isMissing);
            reason.setInvalid(reason.getValue().isBlank());
            if (!missing && !reason.isInvalid()) {
                Actions.run(done, () -> deed.accept(reason.getValue().strip()));
                dialog.close();
            }
        });
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(new Button("Not now", _ -> dialog.close()), go);
        dialog.open();
    }

    private static boolean isMissing(Component field) {
        return field instanceof AbstractField<?, ?> input
                && input.isRequiredIndicatorVisible()
                && ((HasValue<?, ?>) input).isEmpty();
    }
}
