package io.tieout.ui.exceptions;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.Inbox;
import io.tieout.kernel.ProblemException;
import io.tieout.operations.Trace;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.DetailView;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Timeline;
import jakarta.annotation.security.PermitAll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One exception: the cause, what it holds up, whose it is, and the buttons that fix it. */
@Route("exceptions")
@PermitAll
class ExceptionView extends DetailView {

    /** Of what an item names, that which has a page of its own. */
    private static final Map<String, String> PAGES = Map.of("bankLine", "bank", "settlement", "settlements");

    private static final int BODY_BYTES_MAX = 20_000;
    private static final int BODY_ROWS_MAX = 16;

    private final transient WorkItems workItems;
    private final transient Inbox inbox;
    private final transient Trace trace;
    private final transient CurrentActor actor;

    ExceptionView(WorkItems workItems, Inbox inbox, Trace trace, CurrentActor actor) {
        super("Exception");
        this.workItems = workItems;
        this.inbox = inbox;
        this.trace = trace;
        this.actor = actor;
    }

    @Override
    protected void show(UUID id) {
        var item = workItems.find(id).orElseThrow(NotFoundException::new);
        setHead(item.title(), item.detail());
        var facts = new Facts()
                .fact("State", ExceptionsView.chip(item))
                .fact("Code", Show.code(item.code()))
                .fact("Owner", Show.words(item.ownerRole()))
                .fact("Taken by", item.assignee() == null ? new Span("nobody yet") : new Span(item.assignee()))
                .fact("Severity", Show.words(item.severity()))
                .fact("Times", Show.count(item.occurrences()))
                .fact("Since", Show.ago(item.openedAt()))
                .fact("Due", Show.ago(item.dueAt()))
                .fact("Holds up", Show.code(item.subject()));
        if (item.message() != null) {
            facts.fact("Message", new Anchor("messages/" + item.message(), "The message it came from"));
        }
        PAGES.forEach((name, page) -> {
            if (item.context().containsKey(name)) {
                facts.fact(
                        Show.words(name), new Anchor(page + "/" + item.context().get(name), "Open it"));
            }
        });
        if (item.outcome() != null) {
            facts.fact("Outcome", item.outcome());
        }
        var cause = new Section("What to do", new Paragraph(item.advice()), actions(item));
        var trail = new RouterLink("Trace of what it holds up", io.tieout.ui.prove.TraceView.class);
        trail.setQueryParameters(QueryParameters.of("id", item.subject().value()));
        var story = new Section("Story", new Timeline(trace.tell(item.subject().value())), trail);
        putStoryAndFacts(new Div(cause, story), new Section("Facts", facts), notes(item));
    }

    /** The message as it came, to be mended; raw payloads hold personal data, so only its owners see it. */
    private String body(WorkItem item) {
        if (item.message() == null || !(actor.hasRole(item.ownerRole()) || actor.hasRole(Roles.ADMINISTRATOR))) {
            return "";
        }
        try (var body = inbox.open(item.message())) {
            var head = body.readNBytes(BODY_BYTES_MAX + 1);
            return head.length > BODY_BYTES_MAX ? "" : new String(head, StandardCharsets.UTF_8);
        } catch (ProblemException removed) {
            return ""; // long done with, and its bytes are no longer kept
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Section notes(WorkItem item) {
        var section = new Section("Notes");
        for (var note : workItems.notes(item.id())) {
            var who = new Div(new Span(note.by().name() + ", "), Show.ago(note.at()));
            who.addClassName("muted");
            section.add(new Div(who, new Div(new Span(note.text()))));
        }
        var text = new TextArea("Add a note");
        text.setMinRows(1);
        text.setWidthFull();
        section.add(text, Actions.button("Note it", actor, List.of(), "Noted.", () -> {
            workItems.comment(item.id(), text.getValue(), actor.get());
            reload();
        }));
        return section;
    }

    private Div actions(WorkItem item) {
        var buttons = new Div();
        buttons.addClassName("action-list");
        if (item.state() == WorkItem.State.OPEN) {
            var mine = actor.get().name().equals(item.assignee());
            buttons.add(Actions.button(
                    mine ? "Give it back" : "Take it",
                    actor,
                    List.of(item.ownerRole()),
                    mine ? "It is nobody's now." : "It is yours now.",
                    () -> {
                        workItems.assign(item.id(), mine ? null : actor.get().name(), actor.get());
                        reload();
                    }));
        }
        var fixesFirst = item.actions().stream()
                .sorted(Comparator.comparing(
                        (WorkItem.Action action) -> action.name().equals("waive")))
                .toList();
        for (var action : fixesFirst) {
            var fields = new LinkedHashMap<String, TextArea>();
            var row = new Div();
            row.addClassName("action");
            for (var parameter : action.parameters()) {
                var field = new TextArea(Show.words(parameter));
                field.setMinRows(1);
                field.setWidthFull();
                if ("body".equals(parameter)) {
                    field.setValue(body(item));
                    field.setMaxRows(BODY_ROWS_MAX);
                }
                fields.put(parameter, field);
                row.add(field);
            }
            row.add(Actions.button(action.label(), actor, List.of(item.ownerRole()), action.label() + ": done.", () -> {
                var values = new LinkedHashMap<String, String>();
                fields.forEach((name, field) -> values.put(name, field.getValue()));
                workItems.act(item.id(), action.name(), values, actor.get());
                reload();
            }));
            buttons.add(row);
        }
        return buttons;
    }
}
