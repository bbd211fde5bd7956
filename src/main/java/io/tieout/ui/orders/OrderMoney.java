package io.tieout.ui.orders;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import io.tieout.finance.Document;
import io.tieout.finance.Documents;
import io.tieout.orders.OrderDetails;
import io.tieout.reconciliation.MatchedLine;
import io.tieout.reconciliation.Settlement;
import io.tieout.reconciliation.Settlements;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The money of an order: its documents in the ERP, and the settlement rows that paid for it. */
@Component
class OrderMoney {

    private static final int DOCUMENTS_SHOWN = 20;

    private final Settlements settlements;
    private final Documents documents;

    OrderMoney(Settlements settlements, Documents documents) {
        this.settlements = settlements;
        this.documents = documents;
    }

    private record Paid(MatchedLine line, Settlement settlement) {}

    /** The rows of its own channel's settlements that name the order, with their sum. */
    Optional<Section> settled(OrderDetails order) {
        Map<UUID, Optional<Settlement>> known = new HashMap<>();
        var rows = settlements.linesByReference(order.summary().externalId()).stream()
                .flatMap(line -> known.computeIfAbsent(line.settlement(), settlements::find).stream()
                        .map(settlement -> new Paid(line, settlement)))
                .filter(row ->
                        row.settlement.connection().equals(order.summary().connection()))
                .filter(row -> row.settlement.state() != Settlement.State.SUPERSEDED)
                .toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var currency = rows.getFirst().settlement.currency();
        var sum = rows.stream().map(row -> row.line.amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
        var section = new Section(
                "What the channel paid for it",
                new Table<>("Settlement rows", columns(), rows)
                        .total("Net of fees", Map.of("amount", Show.amount(sum, currency))));
        return Optional.of(section);
    }

    private static List<Column<Paid>> columns() {
        return List.of(
                Column.of(
                        "settlement",
                        "Settlement",
                        row -> row.settlement.externalId(),
                        row -> new Anchor("settlements/" + row.settlement.id(), row.settlement.externalId())),
                Column.number("row", "Row", row -> "" + row.line.row(), row -> Show.count(row.line.row())),
                Column.text("class", "What", row -> Show.words(row.line.economicClass())),
                Column.of(
                        "outcome",
                        "Outcome",
                        row -> Show.words(row.line.outcome()),
                        row -> new StatusChip(status(row.line.outcome()), Show.words(row.line.outcome()))),
                Column.number(
                        "amount",
                        "Amount",
                        row -> row.line.amount().toPlainString(),
                        row -> Show.amount(row.line.amount(), row.settlement.currency())));
    }

    private static Status status(MatchedLine.Outcome outcome) {
        return switch (outcome) {
            case MATCHED, MATCHED_WITH_DIFFERENCE -> Status.DONE;
            case NOT_AN_ORDER -> Status.IGNORED;
            case AMOUNT_MISMATCH, UNEXPECTED, UNKNOWN_TYPE, DUPLICATE -> Status.NEEDS_YOU;
        };
    }

    Section documents(OrderDetails order) {
        var found = documents
                .list(null, null, order.key().value(), DOCUMENTS_SHOWN, null)
                .items();
        if (found.isEmpty()) {
            return new Section("Documents", new Paragraph("None yet: a shipment makes the invoice."));
        }
        var facts = new Facts();
        found.forEach(document -> facts.fact(Show.words(document.kind()), number(document)));
        return new Section("Documents", facts);
    }

    private static com.vaadin.flow.component.Component number(Document document) {
        return switch (document.erpState()) {
            case ACCEPTED -> Show.code(document.erpNumber() == null ? "accepted" : document.erpNumber());
            case PENDING -> new StatusChip(Status.WAITING, "On its way to the ERP");
            case REFUSED -> new StatusChip(Status.NEEDS_YOU, "Refused by the ERP");
            case NOT_SENT -> new StatusChip(Status.IGNORED, "No ERP is connected");
        };
    }
}
