package io.tieout.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The page of one thing: left its story, right its facts and the actions allowed. */
public abstract class DetailView extends TieoutView implements HasUrlParameter<String> {

    private final Div content = new Div();
    private @Nullable UUID id;

    protected DetailView(String title) {
        super(title, "");
        content.addClassName("detail");
        add(content);
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        try {
            id = UUID.fromString(parameter);
        } catch (IllegalArgumentException notAnId) {
            throw new NotFoundException(notAnId.getMessage());
        }
        reload();
    }

    /** Builds the page anew, after something was done. */
    protected final void reload() {
        content.removeAll();
        if (id != null) {
            show(id);
        }
    }

    /** Fills the page. @throws NotFoundException where there is no such thing */
    protected abstract void show(UUID id);

    protected final void put(Component... parts) {
        content.add(parts);
    }

    /** Two columns: the story left, facts and actions right. */
    protected final void putStoryAndFacts(Component story, Component... facts) {
        var columns = new Div(story, new Div(facts));
        columns.addClassName("story-and-facts");
        content.add(columns);
    }
}
