package io.tieout.returns.adapter.in.events;

import io.tieout.catalog.Catalog;
import io.tieout.orders.events.ReturnExpected;
import io.tieout.returns.RegisterReturn;
import io.tieout.returns.Returns;
import java.time.LocalDate;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** An order was cancelled when its parcel was under way (R56): the parcel is an expected return, in the same transaction. */
@Component
class ParcelsUnderWay {

    private final Returns returns;
    private final Catalog catalog;

    ParcelsUnderWay(Returns returns, Catalog catalog) {
        this.returns = returns;
        this.catalog = catalog;
    }

    @EventListener
    void on(ReturnExpected event) {
        var zone = catalog.location(event.location()).orElseThrow().zone();
        returns.register(new RegisterReturn(
                event.connection(),
                "parcel-" + event.shipmentExternalId(),
                event.entity(),
                event.connection(),
                event.orderExternalId(),
                event.location(),
                event.at(),
                LocalDate.ofInstant(event.at(), zone),
                false,
                event.lines().stream()
                        .map(line -> new RegisterReturn.Line(
                                line.reference(), line.sku(), line.quantity(), null, event.reason(), null, List.of()))
                        .toList(),
                List.of(),
                event.message()));
    }
}
