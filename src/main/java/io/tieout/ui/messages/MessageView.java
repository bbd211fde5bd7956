package io.tieout.ui.messages;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.operations.Trace;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.DetailView;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Timeline;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** One message with its bytes: raw payloads hold personal data, so only those who mend them see them. */
@Route("messages")
@RolesAllowed({Roles.ADMINISTRATOR, Roles.INTEGRATION, Roles.OPERATIONS, Roles.FINANCE_CLERK, Roles.AUDITOR})
class MessageView extends DetailView {

    private static final int SHOWN_BYTES = 20_000;
    private static final List<String> MAY_MEND = List.of(Roles.INTEGRATION, Roles.OPERATIONS);

    private final transient Inbox inbox;
    private final transient Trace trace;
    private final transient CurrentActor actor;

    MessageView(Inbox inbox, Trace trace, CurrentActor actor) {
        super("Message");
        this.inbox = inbox;
        this.trace = trace;
        this.actor = actor;
    }

    @Override
    protected void show(UUID id) {
        var message = inbox.find(new MessageId(id)).orElseThrow(NotFoundException::new);
        setHead(Show.words(message.kind()) + " message", "From " + message.connection() + ", " + message.adapter());
        var head = head(message);
        var payload = new Section(
                message.sizeBytes() > SHOWN_BYTES ? "Payload (beginning)" : "Payload",
                payload(head),
                download(message));
        putStoryAndFacts(
                new com.vaadin.flow.component.html.Div(
                        payload,
                        new Section(
                                "Story", new Timeline(trace.tell(message.id().toString())))),
                new Section("Facts", facts(message)),
                mend(message, head));
    }

    private String head(InboxMessage message) {
        try (var body = inbox.open(message.id())) {
            return new String(body.readNBytes(SHOWN_BYTES), StandardCharsets.UTF_8);
        } catch (ProblemException removed) {
            return removed.getMessage();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Pre payload(String text) {
        var pre = new Pre(text);
        pre.addClassName("payload");
        pre.getElement().setAttribute("tabindex", "0");
        return pre;
    }

    private Anchor download(InboxMessage message) {
        return new Anchor(
                DownloadHandler.fromInputStream(_ -> new DownloadResponse(
                        inbox.open(message.id()),
                        message.id() + ".txt",
                        "application/octet-stream",
                        message.sizeBytes())),
                "Download as received");
    }

    private static Facts facts(InboxMessage message) {
        var facts = new Facts()
                .fact("State", MessagesView.chip(message))
                .fact("Received", Show.ago(message.receivedAt()))
                .fact("Identity", Show.code(message.identity()))
                .fact("Version", Show.code(message.version()))
                .fact("SHA-256", Show.code(message.sha256()))
                .fact("Size", Show.count(message.sizeBytes()))
                .fact("Attempts", Show.count(message.attempts()))
                .fact("Correlation", Show.code(message.correlationId()));
        if (message.parent() != null) {
            facts.fact("Part of", new Anchor("messages/" + message.parent(), "The message it came in"));
        }
        if (message.code() != null) {
            facts.fact("Code", Show.code(message.code()));
        }
        if (message.reason() != null) {
            facts.fact("Reason", message.reason());
        }
        if (message.waitsFor() != null) {
            facts.fact("Waits for", Show.code(message.waitsFor()));
        }
        if (message.workItem() != null) {
            facts.fact("Exception", new Anchor("exceptions/" + message.workItem(), "Its exception"));
        }
        message.subjects().forEach(subject -> facts.fact("Touched", Show.code(subject)));
        return facts;
    }

    private Section mend(InboxMessage message, String head) {
        var replay = Actions.button("Process again", actor, MAY_MEND, "It is processed again.", () -> {
            inbox.replay(message.id(), actor.get());
            reload();
        });
        if (message.state() != InboxMessage.State.FAILED || message.sizeBytes() > SHOWN_BYTES) {
            return new Section("Actions", replay);
        }
        var body = new TextArea("Repaired payload");
        body.setValue(head);
        body.setWidthFull();
        body.setMaxHeight("20rem");
        return new Section(
                "Repair",
                new Span("The original is kept beside the repaired one."),
                body,
                Actions.primary("Save and process", actor, MAY_MEND, "The repaired message is processed.", () -> {
                    inbox.repair(message.id(), body.getValue().getBytes(StandardCharsets.UTF_8), actor.get());
                    reload();
                }),
                replay);
    }
}
