package io.tieout.ui.mapping;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.tieout.access.CurrentActor;
import io.tieout.kernel.Actor;
import io.tieout.mapping.MappingChange;
import io.tieout.mapping.MappingSet;
import io.tieout.mapping.MappingSets;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Dates;
import io.tieout.ui.kit.DetailView;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One set: who proposed and who decided, side by side, and what it changes. */
@Route("mappings")
@PermitAll
class MappingView extends DetailView {

    private final transient MappingSets sets;
    private final transient CurrentActor actor;

    MappingView(MappingSets sets, CurrentActor actor) {
        super("Mapping");
        this.sets = sets;
        this.actor = actor;
    }

    @Override
    protected void show(UUID id) {
        var set = sets.find(id).orElseThrow(NotFoundException::new);
        setHead(
                Show.words(set.kind().code()) + " of " + MappingsView.partner(set.partner()) + ", no. " + set.number(),
                set.note() == null ? "What these codes mean from " + set.validFrom() + " on." : set.note());
        putStoryAndFacts(
                new Div(fourEyes(set), changes(set), entries(set)),
                actions(set),
                new Section("Facts", facts(set), export(set)));
    }

    private static Section fourEyes(MappingSet set) {
        var decided = set.decidedBy() == null
                ? eye(
                        "Approval",
                        null,
                        null,
                        set.state() == MappingSet.State.SUBMITTED ? "Another person must approve." : "")
                : eye(
                        set.state() == MappingSet.State.REJECTED ? "Rejected" : "Approved",
                        set.decidedBy(),
                        set.decidedAt(),
                        set.decisionNote() == null ? "" : set.decisionNote());
        var submitted = set.submittedBy() == null
                ? set.state() == MappingSet.State.DRAFT ? "Not submitted yet." : "Taken over without a submission."
                : "Submitted by " + set.submittedBy().name() + ".";
        var both = new Div(eye("Proposed", set.proposedBy(), set.proposedAt(), submitted), decided);
        both.addClassName("side-by-side");
        return new Section("Four eyes", both);
    }

    private static Div eye(String what, @Nullable Actor by, @Nullable Instant at, String words) {
        var title = new Span(what);
        title.addClassName("muted");
        var eye = new Div(title);
        eye.addClassName("eye");
        if (by == null) {
            eye.add(new StatusChip(Status.WAITING, "Nobody yet"));
        } else {
            eye.add(new Span(by.name()), Show.ago(at));
        }
        if (!words.isEmpty()) {
            eye.add(new Span(words));
        }
        return eye;
    }

    private Section changes(MappingSet set) {
        if (set.state() == MappingSet.State.SUPERSEDED || set.state() == MappingSet.State.IN_FORCE) {
            return new Section("What it changed", new Paragraph("It has taken force: its entries are below."));
        }
        var changes = sets.diff(set.id());
        if (changes.isEmpty()) {
            return new Section("What it changes", new Paragraph("Nothing: all of it is in force already."));
        }
        var simulation = sets.simulate(set.id());
        var waits = simulation.openWorkItems() == 0
                ? "No open exception waits for these codes."
                : simulation.openWorkItems() + " open exceptions wait for these codes and would close by themselves.";
        return new Section("What it changes", new Table<>("Changes", changeColumns(), changes), new Span(waits));
    }

    private static List<Column<MappingChange>> changeColumns() {
        return List.of(
                Column.of("code", "Code", MappingChange::code, change -> Show.code(change.code())),
                Column.of("before", "In force now", change -> text(change.before()), change -> before(change)),
                Column.of("after", "With this set", change -> text(change.after()), change -> after(change)));
    }

    private static Span before(MappingChange change) {
        var value = new Span(text(change.before()));
        value.addClassName(change.before() == null ? "muted" : "was");
        return value;
    }

    private static Span after(MappingChange change) {
        var value = new Span(text(change.after()));
        value.setClassName("muted", change.after() == null);
        return value;
    }

    private static String text(@Nullable String value) {
        return value == null ? "no meaning" : value;
    }

    private Section entries(MappingSet set) {
        if (set.state() == MappingSet.State.DRAFT && set.proposedBy().equals(actor.get())) {
            var from = Dates.picker("Valid from", set.validFrom());
            var fields = new Entries();
            fields.addAll(set.entries());
            return new Section(
                    "Entries",
                    from,
                    fields,
                    Actions.button("Save changes", actor, MappingsView.MAY_PROPOSE, "Saved.", () -> {
                        sets.edit(set.id(), set.revision(), from.getValue(), fields.value(), actor.get());
                        reload();
                    }));
        }
        return new Section(
                "Entries",
                new Table<>(
                        "Entries",
                        List.of(
                                Column.of(
                                        "code",
                                        "Code",
                                        Map.Entry<String, @Nullable String>::getKey,
                                        entry -> Show.code(entry.getKey())),
                                Column.text("value", "Means", entry -> text(entry.getValue()))),
                        List.copyOf(set.entries().entrySet())));
    }

    private static Facts facts(MappingSet set) {
        return new Facts()
                .fact("State", MappingsView.chip(set.state()))
                .fact("Kind", Show.words(set.kind().code()))
                .fact("Partner", MappingsView.partner(set.partner()))
                .fact("Valid from", set.validFrom().toString())
                .fact("Approval", Show.words(set.approval()))
                .fact("Revision", Show.count(set.revision()))
                .fact("Our id", Show.code(set.id()));
    }

    private Anchor export(MappingSet set) {
        return new Anchor(
                DownloadHandler.fromInputStream(_ -> {
                    var csv = sets.exportCsv(set.kind(), set.partner(), set.validFrom())
                            .getBytes(StandardCharsets.UTF_8);
                    return new DownloadResponse(
                            new ByteArrayInputStream(csv),
                            set.kind().code() + "-" + set.partner().replace("*", "all") + ".csv",
                            "text/csv;charset=utf-8",
                            csv.length);
                }),
                "CSV of what is in force on " + set.validFrom());
    }

    private Section actions(MappingSet set) {
        return switch (set.state()) {
            case DRAFT ->
                new Section(
                        "Next",
                        new Paragraph("A draft has no effect. Submitted, it waits for another person."),
                        Actions.primary(
                                "Submit", actor, MappingsView.MAY_PROPOSE, "Laid before a second person.", () -> {
                                    sets.submit(set.id(), actor.get());
                                    reload();
                                }),
                        reject(set, "Discard"));
            case SUBMITTED -> decision(set);
            case APPROVED -> new Section("Next", new Paragraph("It takes force by itself on " + set.validFrom() + "."));
            case IN_FORCE, SUPERSEDED, REJECTED ->
                new Section("Next", new Paragraph("Nothing to do. A change is a new set, proposed anew."));
        };
    }

    private Section decision(MappingSet set) {
        var own = actor.get().equals(set.proposedBy()) || actor.get().equals(set.submittedBy());
        var approve = Actions.primary("Approve", actor, MappingsView.MAY_APPROVE, "Approved.", () -> {
            sets.approve(set.id(), actor.get());
            reload();
        });
        approve.setEnabled(approve.isEnabled() && !own);
        return new Section(
                "Decide",
                new Paragraph(
                        own
                                ? "You proposed it, so another person must approve."
                                : "Proposed by " + set.proposedBy().name() + "; you may be the second pair of eyes."),
                approve,
                reject(set, "Reject"));
    }

    private Div reject(MappingSet set, String label) {
        var reason = new TextField("Reason");
        reason.setWidthFull();
        var roles = set.state() == MappingSet.State.DRAFT ? MappingsView.MAY_PROPOSE : MappingsView.MAY_APPROVE;
        var button = Actions.button(label, actor, roles, label + "ed.", () -> {
            sets.reject(set.id(), reason.getValue(), actor.get());
            reload();
        });
        var both = new Div(reason, button);
        both.addClassName("action");
        return both;
    }
}
