package io.tieout.ui.returns;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.returns.Disposition;
import io.tieout.returns.RegisterReturn;
import io.tieout.returns.ReturnFacts;
import io.tieout.returns.ReturnableOrder;
import io.tieout.returns.Returns;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For an associate at a store: look an order of any channel up, say what came back in what state, hand the goods in. */
@Route("store-return")
@PermitAll
class StoreReturnView extends TieoutView {

    private static final ConnectionCode DESK = ConnectionCode.of("store-desk");
    private static final List<String> MAY_TAKE = List.of(Roles.OPERATIONS, Roles.INVENTORY);
    private static final int NUMBER_LENGTH = 12;

    private final transient Returns returns;
    private final transient ReturnFacts facts;
    private final transient Catalog catalog;
    private final transient CurrentActor actor;
    private final transient Clock clock;
    private final Div found = new Div();

    StoreReturnView(Returns returns, ReturnFacts facts, Catalog catalog, CurrentActor actor, Clock clock) {
        super("Store return", "Takes goods of any channel's order back. The money waits for who has to agree.");
        this.returns = returns;
        this.facts = facts;
        this.catalog = catalog;
        this.actor = actor;
        this.clock = clock;
        var number = new TextField("Order number");
        add(
                new Section(
                        "Look up",
                        number,
                        Actions.primary(
                                "Look up",
                                actor,
                                MAY_TAKE,
                                "",
                                () -> lookUp(number.getValue().strip()))),
                found);
    }

    private void lookUp(String number) {
        found.removeAll();
        var orders = facts.returnable(number);
        if (orders.isEmpty()) {
            found.add(new Paragraph("No order has this number."));
        }
        orders.forEach(order -> found.add(form(order)));
    }

    private Section form(ReturnableOrder order) {
        var quantities = new LinkedHashMap<ReturnableOrder.Line, IntegerField>();
        var lines = new Div();
        for (var line : order.lines()) {
            var quantity = new IntegerField(line.title() + " (" + line.returnable() + " may come back)");
            quantity.setMin(0);
            quantity.setMax(line.returnable().value().intValue());
            quantity.setStepButtonsVisible(true);
            quantity.setValue(0);
            quantity.setWidthFull();
            quantities.put(line, quantity);
            lines.add(quantity);
        }
        var condition = new Select<Disposition>();
        condition.setLabel("Condition");
        condition.setItems(
                Disposition.RESALEABLE, Disposition.INSPECT, Disposition.CUSTOMER_DAMAGED, Disposition.DEFECTIVE);
        condition.setItemLabelGenerator(Show::words);
        condition.setValue(Disposition.INSPECT);
        var reason = new TextField("Reason");
        var store = new Select<LocationCode>();
        store.setLabel("Store");
        store.setItems(catalog.locations().stream()
                .filter(location -> location.type() == Location.Type.STORE)
                .map(Location::code)
                .toList());
        return new Section(
                "Order " + order.externalId() + " of " + order.channel(),
                new Facts()
                        .fact("Policy", order.verdict())
                        .fact("Under way", order.underWay().size() + " returns"),
                lines,
                condition,
                reason,
                store,
                Actions.primary(
                        "Take the goods",
                        actor,
                        MAY_TAKE,
                        "",
                        () -> take(order, quantities, condition.getValue(), reason.getValue(), store.getValue())));
    }

    private void take(
            ReturnableOrder order,
            Map<ReturnableOrder.Line, IntegerField> quantities,
            Disposition condition,
            String reason,
            LocationCode store) {
        if (store == null) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "Say at which store the goods are");
        }
        var lines = new ArrayList<RegisterReturn.Line>();
        quantities.forEach((line, field) -> {
            var quantity = field.getValue();
            if (quantity != null && quantity > 0) {
                lines.add(new RegisterReturn.Line(
                        line.reference(),
                        line.sku(),
                        Quantity.of(quantity),
                        condition,
                        reason.isBlank() ? "unspecified" : reason,
                        null,
                        List.of()));
            }
        });
        var unique = Ids.next().toString().replace("-", "");
        var at = catalog.location(store).orElseThrow();
        var id = returns.register(new RegisterReturn(
                DESK,
                "S" + unique.substring(unique.length() - NUMBER_LENGTH),
                at.entity(),
                order.channel(),
                order.externalId(),
                store,
                clock.instant(),
                LocalDate.ofInstant(clock.instant(), at.zone()),
                true,
                lines,
                List.of(),
                null));
        getUI().ifPresent(ui -> ui.navigate("returns/" + id));
    }
}
