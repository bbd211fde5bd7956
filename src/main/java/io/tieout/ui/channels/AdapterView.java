package io.tieout.ui.channels;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.channels.AdapterDefinition;
import io.tieout.channels.AdapterVersion;
import io.tieout.channels.DeclarativeAdapters;
import io.tieout.kernel.Actor;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.DetailView;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One version: written and tried while it is its author's draft, read and tried by the one who approves. */
@Route("adapters")
@PermitAll
class AdapterView extends DetailView {

    private final transient DeclarativeAdapters adapters;
    private final transient CurrentActor actor;

    AdapterView(DeclarativeAdapters adapters, CurrentActor actor) {
        super("Adapter");
        this.adapters = adapters;
        this.actor = actor;
    }

    @Override
    protected void show(UUID id) {
        var version = adapters.find(id).orElseThrow(NotFoundException::new);
        var own = version.state() == AdapterVersion.State.DRAFT
                && version.proposedBy().equals(actor.get());
        setHead(
                version.definition().title() + ", no. " + version.number(),
                version.note() == null
                        ? "Turns this partner's messages into orders, cancellations, shipments, returns and stock."
                        : version.note());
        var editor = new AdapterEditor(adapters, version.definition(), !own);
        var settings = new AdapterSettings(version.definition(), !own);
        put(
                new Section("Samples and expressions", editor),
                new Details("Signature and recognition", settings),
                fourEyes(version),
                own ? writing(version, editor, settings) : actions(version),
                new Section("Facts", facts(version)));
    }

    private Section writing(AdapterVersion version, AdapterEditor editor, AdapterSettings settings) {
        var buttons = new Div(
                Actions.button("Save", actor, AdaptersView.MAY_PROPOSE, "Saved.", () -> {
                    save(version, settings.with(editor.value()));
                    reload();
                }),
                Actions.primary(
                        "Save and submit", actor, AdaptersView.MAY_PROPOSE, "Laid before a second person.", () -> {
                            var saved = save(version, settings.with(editor.value()));
                            try {
                                adapters.submit(saved.id(), actor.get());
                            } finally {
                                reload();
                            }
                        }));
        buttons.addClassName("form-row");
        return new Section(
                "Next",
                new Paragraph(
                        "A draft has no effect. To be submitted, every sample must become what is expected of it."),
                buttons,
                reject(version, "Discard"));
    }

    private AdapterVersion save(AdapterVersion version, AdapterDefinition definition) {
        return adapters.edit(
                version.id(),
                version.revision(),
                DeclarativeAdapters.read(DeclarativeAdapters.write(definition)),
                version.note(),
                actor.get());
    }

    private Section actions(AdapterVersion version) {
        return switch (version.state()) {
            case DRAFT ->
                new Section(
                        "Next", new Paragraph(version.proposedBy().name() + " is writing it; it has no effect yet."));
            case SUBMITTED -> decision(version);
            case IN_FORCE, SUPERSEDED, REJECTED -> {
                var copy = new Button(
                        "Start a new version of it",
                        _ -> Actions.run("Saved as a draft.", () -> {
                            var draft = adapters.propose(version.definition(), null, actor.get());
                            UI.getCurrent().navigate("adapters/" + draft.id());
                        }));
                copy.setEnabled(AdaptersView.mayPropose(actor));
                yield new Section(
                        "Next", new Paragraph("What was decided stays as it is; a change is a new version."), copy);
            }
        };
    }

    private Section decision(AdapterVersion version) {
        var own = actor.get().equals(version.proposedBy()) || actor.get().equals(version.submittedBy());
        var approve = Actions.primary("Approve", actor, AdaptersView.MAY_APPROVE, "In force.", () -> {
            adapters.approve(version.id(), actor.get());
            reload();
        });
        approve.setEnabled(approve.isEnabled() && !own);
        return new Section(
                "Decide",
                new Paragraph(
                        own
                                ? "You proposed it, so another person must approve."
                                : "Proposed by " + version.proposedBy().name()
                                        + "; you may be the second pair of eyes. Its samples are tried once more."),
                approve,
                reject(version, "Reject"));
    }

    private Div reject(AdapterVersion version, String label) {
        var reason = new TextField("Reason");
        reason.setWidthFull();
        var roles = version.state() == AdapterVersion.State.DRAFT ? AdaptersView.MAY_PROPOSE : AdaptersView.MAY_APPROVE;
        var button = Actions.button(label, actor, roles, label + "ed.", () -> {
            adapters.reject(version.id(), reason.getValue(), actor.get());
            reload();
        });
        var both = new Div(reason, button);
        both.addClassName("action");
        return both;
    }

    private static Section fourEyes(AdapterVersion version) {
        var decided = version.decidedBy() == null
                ? eye(
                        "Approval",
                        null,
                        null,
                        version.state() == AdapterVersion.State.SUBMITTED ? "Another person must approve." : "")
                : eye(
                        version.state() == AdapterVersion.State.REJECTED ? "Rejected" : "Approved",
                        version.decidedBy(),
                        version.decidedAt(),
                        version.decisionNote() == null ? "" : version.decisionNote());
        var submitted = version.submittedBy() == null
                ? "Not submitted yet."
                : "Submitted by " + version.submittedBy().name() + ".";
        var both = new Div(eye("Proposed", version.proposedBy(), version.proposedAt(), submitted), decided);
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

    private static Facts facts(AdapterVersion version) {
        return new Facts()
                .fact("State", AdaptersView.chip(version.state()))
                .fact("Code", Show.code(version.code()))
                .fact("Approval", Show.words(version.approval()))
                .fact("Revision", Show.count(version.revision()))
                .fact("Our id", Show.code(version.id()));
    }
}
