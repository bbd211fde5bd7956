package io.tieout.ui.messages;

import com.vaadin.flow.router.Route;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxFilter;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route("messages")
@PermitAll
public class MessagesView extends ListView<InboxMessage> {

    private final transient Inbox inbox;

    MessagesView(Inbox inbox) {
        super(
                "Messages",
                "Everything that came in, as it came: stored first, then acknowledged, then processed.",
                columns());
        this.inbox = inbox;
        addTextFilter("connection", "Connection");
        addTextFilter("kind", "Kind");
        addChoiceFilter("state", "State", choices(InboxMessage.State.values()));
        var upload = new com.vaadin.flow.router.RouterLink("Upload a file", UploadView.class);
        upload.addClassName("button-link");
        addAction(upload);
    }

    private static List<Column<InboxMessage>> columns() {
        return List.of(
                Column.of("at", "Received", row -> Show.exact(row.receivedAt()), row -> Show.ago(row.receivedAt())),
                Column.text("connection", "Connection", row -> row.connection().value()),
                Column.text("kind", "Kind", InboxMessage::kind),
                Column.of("state", "State", row -> Show.words(row.state()), MessagesView::chip),
                Column.of(
                        "identity",
                        "Identity",
                        row -> row.identity() == null ? "" : row.identity(),
                        row -> Show.code(row.identity())),
                Column.text("code", "Code", row -> row.code() == null ? "" : row.code()),
                Column.number("size", "Bytes", row -> "" + row.sizeBytes(), row -> Show.count(row.sizeBytes())));
    }

    static StatusChip chip(InboxMessage message) {
        return new StatusChip(
                switch (message.state()) {
                    case RECEIVED -> Status.WAITING;
                    case PROCESSED -> Status.DONE;
                    case IGNORED -> Status.IGNORED;
                    case PARKED -> Status.BLOCKED;
                    case FAILED -> Status.NEEDS_YOU;
                },
                Show.words(message.state()));
    }

    @Override
    protected Page<InboxMessage> page(Filters filters, int limit, @Nullable String after) {
        return inbox.list(
                new InboxFilter(
                        filters.get("connection"), filters.get("kind"), filters.get("state", InboxMessage.State.class)),
                limit,
                after);
    }

    @Override
    protected void open(InboxMessage row) {
        getUI().ifPresent(ui -> ui.navigate("messages/" + row.id()));
    }

    @Override
    protected String whenEmpty() {
        return "Messages appear when a partner sends one to /in/{connection}/{kind}, or a file is uploaded or dropped.";
    }
}
