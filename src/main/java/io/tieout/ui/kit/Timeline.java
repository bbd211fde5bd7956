package io.tieout.ui.kit;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.tieout.operations.Story;
import java.time.Duration;
import java.time.Instant;

/** A story from source payload to bank line, oldest first, with the delay of each step and what is still awaited. */
public final class Timeline extends OrderedList {

    public Timeline(Story story) {
        addClassName("timeline");
        Instant before = null;
        for (var step : story.steps()) {
            add(entry(step, before));
            before = step.at();
        }
        for (var awaited : story.awaited()) {
            var item = new ListItem();
            item.addClassNames("step", "step-waiting");
            item.add(new StatusChip(Status.WAITING, "Waiting for " + awaited));
            add(item);
        }
    }

    private static ListItem entry(Story.Step step, @org.jspecify.annotations.Nullable Instant before) {
        var status = Status.of(step.state());
        var head = new Div(new StatusChip(status, Show.words(step.what())), Show.ago(step.at()));
        head.addClassName("step-head");
        if (before != null) {
            var delay = new Span("+" + length(Duration.between(before, step.at())));
            delay.addClassName("delay");
            head.add(delay);
        }
        var item = new ListItem(head);
        item.addClassNames("step", "step-" + status.style());
        var by = new Span("by " + step.by());
        by.addClassName("muted");
        var facts = new Div(by);
        facts.addClassName("step-facts");
        step.detail().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(detail -> {
                    var name = new Span(Show.words(detail.getKey()));
                    name.addClassName("muted");
                    facts.add(new Span(name, new Span(" " + detail.getValue())));
                });
        if (step.messageId() != null) {
            facts.add(new Anchor("messages/" + step.messageId(), "Source message"));
        }
        item.add(facts);
        return item;
    }

    private static String length(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return Math.max(duration.toMillis(), 0) + " ms";
        }
        if (duration.toSeconds() < 120) {
            return duration.toSeconds() + " s";
        }
        return duration.toMinutes() < 120 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
