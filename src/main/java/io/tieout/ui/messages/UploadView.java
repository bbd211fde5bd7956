package io.tieout.ui.messages;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.FileIntake;
import io.tieout.inbox.Receipt;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;

/** A file taken in as if its partner had sent it. */
@Route("messages/upload")
@RolesAllowed({Roles.ADMINISTRATOR, Roles.INTEGRATION, Roles.OPERATIONS, Roles.FINANCE_CLERK, Roles.FINANCE_CONTROLLER})
class UploadView extends TieoutView implements AfterNavigationObserver {

    private static final int FILES_MAX = 50;

    private final transient Connections connections;
    private final transient FileIntake intake;
    private final Select<Connection> connection = new Select<>();
    private final Select<String> kind = new Select<>();
    private final UnorderedList taken = new UnorderedList();
    private final Section results = new Section("Taken in", taken);

    UploadView(Connections connections, FileIntake intake, CurrentActor actor) {
        super("Upload a file", "It is stored as it is, acknowledged, and processed like any other message.");
        this.connections = connections;
        this.intake = intake;
        var all = connections.list();
        if (all.isEmpty()) {
            add(new Paragraph("No connection yet. Apply a configuration file with the section “connections”."));
            return;
        }
        connection.setLabel("From");
        connection.setItems(all);
        connection.setItemLabelGenerator(each -> each == null ? "" : each.code() + " (" + each.adapter() + ")");
        kind.setLabel("What it is");
        kind.setItemLabelGenerator(each -> each == null ? "" : Show.words(each));
        connection.addValueChangeListener(change -> offer(change.getValue()));
        connection.setValue(all.getFirst());
        var choices = new Div(connection, kind);
        choices.addClassName("form-row");
        taken.addClassName("evidence");
        results.setVisible(false);
        var form = new Section("File", choices, upload(actor.get()));
        form.addClassName("form");
        add(form, results);
    }

    /** A link may say what is to be brought. */
    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var asked = event.getLocation().getQueryParameters();
        asked.getSingleParameter("connection")
                .flatMap(code -> connections.list().stream()
                        .filter(each -> each.code().value().equals(code))
                        .findFirst())
                .ifPresent(connection::setValue);
        asked.getSingleParameter("kind")
                .filter(what -> connection.getValue() != null
                        && intake.kinds(connection.getValue().code()).contains(what))
                .ifPresent(kind::setValue);
    }

    private void offer(Connection chosen) {
        var kinds = intake.kinds(chosen.code());
        kind.setItems(kinds);
        kinds.stream().findFirst().ifPresent(kind::setValue);
    }

    private Upload upload(Actor by) {
        var ui = UI.getCurrent();
        var upload = new Upload((UploadHandler) event -> take(event, by, ui));
        upload.setMaxFiles(FILES_MAX);
        upload.setWidthFull();
        return upload;
    }

    /** Runs beside the page: large files take their time. */
    private void take(UploadEvent event, Actor by, UI ui) throws IOException {
        var from = connection.getValue().code();
        var what = kind.getValue();
        var name = event.getFileName();
        var file = Files.createTempFile("upload-", null);
        try {
            Files.copy(event.getInputStream(), file, StandardCopyOption.REPLACE_EXISTING);
            var receipt = Correlation.start(by).call(() -> intake.take(from, what, name, file));
            ui.access(() -> tell(name, receipt));
        } catch (ProblemException refused) {
            event.reject(refused.type().title() + ": " + refused.getMessage());
            ui.access(() ->
                    tell(name, new StatusChip(Status.BLOCKED, refused.type().title()), new Span(refused.getMessage())));
        } catch (IOException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException("The file cannot be taken in", failure);
        } finally {
            Files.delete(file);
        }
    }

    private void tell(String name, Receipt receipt) {
        tell(
                name,
                receipt.duplicate()
                        ? new StatusChip(Status.IGNORED, "Known already")
                        : new StatusChip(Status.DONE, "Stored"),
                new Anchor("messages/" + receipt.id(), "Its message"));
    }

    private void tell(String name, StatusChip outcome, com.vaadin.flow.component.Component more) {
        var line = new Div(new Span(name), outcome, more);
        line.addClassName("step-head");
        taken.addComponentAsFirst(new ListItem(line));
        results.setVisible(true);
    }
}
