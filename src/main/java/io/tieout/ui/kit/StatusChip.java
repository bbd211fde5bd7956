package io.tieout.ui.kit;

import com.vaadin.flow.component.html.Span;

/** A status as sign, words and tint; never colour alone. */
public final class StatusChip extends Span {

    public StatusChip(Status status, String words) {
        var sign = new Span(status.sign());
        sign.getElement().setAttribute("aria-hidden", "true");
        add(sign, new Span(words));
        addClassNames("chip", "chip-" + status.style());
    }
}
