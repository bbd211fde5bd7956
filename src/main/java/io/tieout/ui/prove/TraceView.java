package io.tieout.ui.prove;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.tieout.operations.Trace;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.TieoutView;
import io.tieout.ui.kit.Timeline;
import jakarta.annotation.security.PermitAll;

/** Any identifier leads to the whole story. */
@Route("trace")
@PermitAll
public class TraceView extends TieoutView implements AfterNavigationObserver {

    private final transient Trace trace;
    private final TextField identifier = new TextField("Identifier");
    private final Div result = new Div();

    TraceView(Trace trace) {
        super(
                "Trace",
                "Order number, our id, payout, journal, document, tracking number, message: any leads to the whole story.");
        this.trace = trace;
        result.addClassName("detail");
        identifier.setWidth("min(34rem, 100%)");
        identifier.setClearButtonVisible(true);
        identifier.addValueChangeListener(change -> {
            if (change.isFromClient() && !change.getValue().isBlank()) {
                getUI().ifPresent(ui -> ui.navigate(
                        TraceView.class,
                        QueryParameters.of("id", change.getValue().strip())));
            }
        });
        add(identifier, result);
    }

    /** The address of an identifier's story. */
    public static QueryParameters of(String identifier) {
        return QueryParameters.of("id", identifier);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        result.removeAll();
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter("id")
                .ifPresentOrElse(this::tell, () -> result.add(new Paragraph("Nothing is looked up yet.")));
    }

    private void tell(String id) {
        identifier.setValue(id);
        var story = trace.tell(id);
        if (story.steps().isEmpty()) {
            result.add(new Section(
                    "Nothing found",
                    new Paragraph("No object is known under “" + id
                            + "”. Identifiers are matched whole, as they were sent.")));
            return;
        }
        var subjects = new Div();
        subjects.addClassName("step-facts");
        story.subjects().forEach(subject -> subjects.add(Show.code(subject)));
        result.add(new Section("Objects", subjects), new Section("Story", new Timeline(story)));
    }
}
