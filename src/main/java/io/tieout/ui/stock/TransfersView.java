package io.tieout.ui.stock;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.inventory.Transfer;
import io.tieout.inventory.Transfers;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Route("stock/transfers")
@PermitAll
class TransfersView extends ListView<Transfer> {

    private final transient Transfers transfers;
    private final transient CurrentActor actor;

    TransfersView(Transfers transfers, CurrentActor actor) {
        super(
                "Transfers",
                "Goods on their way between our locations. Until they arrive they count at neither.",
                columns());
        this.transfers = transfers;
        this.actor = actor;
        addChoiceFilter("state", "State", choices(Transfer.State.values()));
    }

    private static List<Column<Transfer>> columns() {
        return List.of(
                Column.of("reference", "Transfer", Transfer::reference, row -> Show.code(row.reference())),
                Column.text("from", "From", row -> row.from().value()),
                Column.text("to", "To", row -> row.to().value()),
                Column.of("state", "State", row -> Show.words(row.state()), TransfersView::chip),
                Column.of("sent", "Sent", row -> Show.exact(row.sentAt()), row -> Show.ago(row.sentAt())),
                Column.text(
                        "open",
                        "Still to come",
                        row -> row.lines().stream()
                                .filter(line -> line.open().isPositive())
                                .map(line -> line.open() + " × " + line.sku())
                                .collect(Collectors.joining(", "))));
    }

    private static StatusChip chip(Transfer row) {
        return switch (row.state()) {
            case IN_TRANSIT -> new StatusChip(Status.WAITING, "In transit");
            case RECEIVED -> new StatusChip(Status.DONE, "Received");
            case CLOSED -> new StatusChip(Status.IGNORED, "Closed");
        };
    }

    @Override
    protected Page<Transfer> page(Filters filters, int limit, @Nullable String after) {
        return transfers.list(filters.get("state", Transfer.State.class), limit, after);
    }

    @Override
    protected void open(Transfer row) {
        var dialog = new Dialog("Transfer " + row.reference());
        dialog.add(new Section(row.from() + " to " + row.to(), new Table<>("Lines", lines(), row.lines())));
        dialog.getFooter().add(new Button("Cancel", _ -> dialog.close()));
        if (row.state() == Transfer.State.IN_TRANSIT) {
            var reason = new TextField("Why the rest will not come");
            dialog.add(reason);
            dialog.getFooter().add(Actions.primary("Give up the rest", actor, StopSaleDialog.MAY, "Closed.", () -> {
                transfers.close(row.reference(), reason.getValue(), actor.get());
                dialog.close();
                refresh();
            }));
        }
        dialog.open();
    }

    private static List<Column<Transfer.Line>> lines() {
        return List.of(
                Column.of("sku", "SKU", line -> line.sku().value(), line -> Show.code(line.sku())),
                Column.number("sent", "Sent", line -> line.sent().toString(), line -> Show.quantity(line.sent())),
                Column.number(
                        "received",
                        "Received",
                        line -> line.received().toString(),
                        line -> Show.quantity(line.received())),
                Column.number(
                        "missing",
                        "Given up",
                        line -> line.missing().toString(),
                        line -> Show.quantity(line.missing())));
    }

    @Override
    protected String whenEmpty() {
        return "Transfers appear when one is sent: POST /api/v1/inventory/transfers, or a transfer message.";
    }
}
