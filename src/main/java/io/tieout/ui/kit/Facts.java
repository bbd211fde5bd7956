package io.tieout.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;

/** Facts of one thing, as term and value. */
public final class Facts extends DescriptionList {

    public Facts() {
        addClassName("facts");
    }

    /** Lets the values end in one line on the right, as figures should. */
    public Facts figures() {
        addClassName("figures");
        return this;
    }

    public Facts fact(String term, Component value) {
        add(new Term(term), new Description(value));
        return this;
    }

    public Facts fact(String term, String value) {
        return fact(term, new Span(value));
    }
}
