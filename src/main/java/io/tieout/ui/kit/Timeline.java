package io.tieout.ui.kit;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.tieout.operations.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A story from source payload to bank line, oldest first, with the delay of each step and what is still awaited. */
public final class Timeline extends OrderedList {

    /** Shorter runs of like steps are shown one by one. */
    private static final int FOLDED_FROM = 4;

    public Timeline(Story story) {
        addClassName("timeline");
        Instant before = null;
        var steps = story.steps();
        for (var at = 0; at < steps.size(); ) {
            var alike = alike(steps, at);
            add(entry(steps.get(at), before));
            before = steps.get(at + alike - 1).at();
            if (alike >= FOLDED_FROM) {
                add(folded(steps.subList(at + 1, at + alike)));
                at += alike;
            } else {
                before = steps.get(at).at();
                at++;
            }
        }
        for (var awaited : story.awaited()) {
            var item = new ListItem();
            item.addClassNames("step", "step-waiting");
            item.add(new StatusChip(Status.WAITING, "Waiting for " + awaited));
            add(item);
        }
    }

    /**
     * The part of a story that is one subject's own: files bring many orders at once, and theirs are on their pages.
     *
     * @param kinds beginnings of the subjects to leave out, such as {@code order:}
     */
    public static Story own(Story told, String subject, String... kinds) {
        return new Story(
                told.identifier(),
                told.subjects(),
                told.steps().stream()
                        .filter(step -> step.subject().equals(subject)
                                || Stream.of(kinds).noneMatch(step.subject()::startsWith))
                        .toList(),
                told.awaited());
    }

    /** How many steps in a row say the same as this one. */
    private static int alike(List<Story.Step> steps, int from) {
        var to = from + 1;
        while (to < steps.size()
                && steps.get(to).what().equals(steps.get(from).what())
                && steps.get(to).state() == steps.get(from).state()) {
            to++;
        }
        return to - from;
    }

    private static ListItem folded(List<Story.Step> steps) {
        var list = new OrderedList();
        list.addClassName("timeline");
        Instant before = null;
        for (var step : steps) {
            list.add(entry(step, before));
            before = step.at();
        }
        var item = new ListItem(new Details(steps.size() + " more of the same", list));
        item.addClassNames("step", "step-folded");
        return item;
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
                    facts.add(new Span(name, new Span(" "), Show.told(detail.getValue())));
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
