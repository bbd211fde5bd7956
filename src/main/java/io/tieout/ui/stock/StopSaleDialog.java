package io.tieout.ui.stock;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.inventory.StopSale;
import io.tieout.inventory.StopSales;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Table;
import java.util.List;

/** Orders and lifts stop-sales. */
final class StopSaleDialog {

    static final List<String> MAY = List.of(Roles.INVENTORY, Roles.OPERATIONS);

    private final StopSales stopSales;
    private final CurrentActor actor;
    private final Runnable changed;

    StopSaleDialog(StopSales stopSales, CurrentActor actor, Runnable changed) {
        this.stopSales = stopSales;
        this.actor = actor;
        this.changed = changed;
    }

    Button button() {
        return new Button("Stop-sales", _ -> open());
    }

    private void open() {
        var dialog = new Dialog("Stop-sales");
        var sku = new TextField("SKU");
        var location = new TextField("Location, or empty for everywhere");
        var reason = new TextField("Reason");
        var list = new Div();
        list(list);
        dialog.add(
                new Paragraph("Nothing of a stopped SKU is offered or reserved, whatever stock there is."),
                new Div(sku, location, reason),
                list);
        dialog.getFooter()
                .add(new Button("Close", _ -> dialog.close()), Actions.primary("Stop", actor, MAY, "Stopped.", () -> {
                    stopSales.stop(
                            Sku.of(sku.getValue()),
                            location.isEmpty() ? null : LocationCode.of(location.getValue()),
                            reason.getValue(),
                            null,
                            actor.get());
                    list(list);
                    changed.run();
                }));
        dialog.open();
    }

    private void list(Div list) {
        list.removeAll();
        list.add(new Table<>("Stop-sales in force", columns(list), stopSales.inForce(null)));
    }

    private List<Column<StopSale>> columns(Div list) {
        return List.of(
                Column.of("sku", "SKU", stop -> stop.sku().value(), stop -> Show.code(stop.sku())),
                Column.text(
                        "location",
                        "Location",
                        stop -> stop.location() == null
                                ? "everywhere"
                                : stop.location().value()),
                Column.text("reason", "Reason", StopSale::reason),
                Column.text("by", "Ordered by", StopSale::orderedBy),
                Column.of("since", "Since", stop -> Show.exact(stop.createdAt()), stop -> Show.ago(stop.createdAt())),
                Column.of(
                        "lift",
                        "",
                        _ -> "",
                        stop -> Actions.button("Lift", actor, MAY, "Lifted.", () -> {
                            stopSales.lift(stop.id(), actor.get());
                            list(list);
                            changed.run();
                        })));
    }
}
