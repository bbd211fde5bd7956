package io.tieout.ui.money;

import com.vaadin.flow.router.Route;
import io.tieout.finance.Document;
import io.tieout.finance.Documents;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.prove.TraceView;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route("documents")
@PermitAll
class DocumentsView extends ListView<Document> {

    private final transient Documents documents;

    DocumentsView(Documents documents) {
        super(
                "Documents",
                "Invoices, credit memos and journals for the ERP, with its own number or exactly why there is none.",
                columns());
        this.documents = documents;
        addChoiceFilter("kind", "Kind", choices(Document.Kind.values()));
        addChoiceFilter("erpState", "ERP", choices(Document.ErpState.values()));
        addTextFilter("subject", "Subject");
    }

    private static List<Column<Document>> columns() {
        return List.of(
                Column.text("kind", "Kind", row -> Show.words(row.kind())),
                Column.of(
                        "erpNumber",
                        "ERP number",
                        row -> row.erpNumber() == null ? "" : row.erpNumber(),
                        row -> Show.code(row.erpNumber())),
                Column.of("erpState", "ERP", row -> Show.words(row.erpState()), DocumentsView::chip),
                Column.text("reason", "Why", row -> row.erpReason() == null ? "" : row.erpReason()),
                Column.of("subject", "Subject", row -> row.subject().value(), row -> Show.code(row.subject())),
                Column.text("channel", "Channel", row -> row.channel() == null ? "" : row.channel()),
                Column.text("date", "Date", row -> row.documentDate().toString()),
                Column.number(
                        "total", "Total", row -> row.total().amount().toPlainString(), row -> Show.money(row.total())));
    }

    private static StatusChip chip(Document document) {
        return switch (document.erpState()) {
            case PENDING -> new StatusChip(Status.WAITING, "On its way");
            case ACCEPTED -> new StatusChip(Status.DONE, "Accepted");
            case REFUSED -> new StatusChip(Status.NEEDS_YOU, "Refused");
            case NOT_SENT -> new StatusChip(Status.IGNORED, "No ERP destination");
        };
    }

    @Override
    protected Page<Document> page(Filters filters, int limit, @Nullable String after) {
        return documents.list(
                filters.get("kind", Document.Kind.class),
                filters.get("erpState", Document.ErpState.class),
                filters.get("subject"),
                limit,
                after);
    }

    @Override
    protected void open(Document row) {
        getUI().ifPresent(ui ->
                ui.navigate(TraceView.class, TraceView.of(row.subject().value())));
    }

    @Override
    protected String whenEmpty() {
        return "Documents appear when a shipment triggers an invoice, a return a credit memo, or a journal posts.";
    }
}
