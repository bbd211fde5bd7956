package io.tieout.ui.kit;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;

/** A few figures in a row, each leading to the list of exactly what it counts. */
public final class Figures extends UnorderedList {

    /** @param name what a screen reader calls them */
    public Figures(String name) {
        addClassName("figure-row");
        getElement().setAttribute("aria-label", name);
    }

    /** @param notZero what it means where it is not zero; zero is always well */
    public Figures figure(String words, long count, String path, Status notZero) {
        var figure = Show.count(count);
        figure.addClassName("figure");
        var label = new Span(words);
        label.addClassName("muted");
        var link = new Anchor(path, figure, label);
        link.addClassName(count == 0 ? "figure-none" : "figure-" + notZero.style());
        add(new ListItem(link));
        return this;
    }
}
