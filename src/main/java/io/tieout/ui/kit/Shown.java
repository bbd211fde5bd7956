package io.tieout.ui.kit;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/** Shows something that is shown only once: a key, a first password. */
public final class Shown {

    private Shown() {}

    public static void once(String title, String words, String secret) {
        var dialog = new Dialog(title);
        var value = new Div(Show.code(secret));
        value.addClassName("payload");
        dialog.add(new Paragraph(words + " It is shown only now; a click copies it."), value);
        dialog.getFooter().add(new Button("I have it", _ -> dialog.close()));
        dialog.setCloseOnOutsideClick(false);
        dialog.open();
    }
}
