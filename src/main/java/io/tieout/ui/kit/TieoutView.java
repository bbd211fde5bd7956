package io.tieout.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;

/** A page: a title, a sentence that says what it shows, its actions, and its content. */
public abstract class TieoutView extends Main implements HasDynamicTitle {

    private final H1 title = new H1();
    private final Paragraph lead = new Paragraph();
    private final Div actions = new Div();

    protected TieoutView(String title, String lead) {
        addClassName("view");
        this.title.setText(title);
        this.lead.setText(lead);
        this.lead.addClassName("lead");
        actions.addClassName("view-actions");
        var words = new Div(this.title, this.lead);
        var head = new Div(words, actions);
        head.addClassName("view-head");
        add(head);
    }

    protected final void setHead(String title, String lead) {
        this.title.setText(title);
        this.lead.setText(lead);
    }

    protected final void addAction(Component action) {
        actions.add(action);
    }

    @Override
    public String getPageTitle() {
        return title.getText() + " – Tieout";
    }
}
