package io.tieout.ui.returns;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.Route;
import io.tieout.kernel.Page;
import io.tieout.returns.Authorisation;
import io.tieout.returns.ReceiptState;
import io.tieout.returns.ReturnDetails;
import io.tieout.returns.ReturnFilter;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.ReturnState;
import io.tieout.returns.Returns;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route("returns")
@PermitAll
class ReturnsView extends ListView<ReturnDetails> {

    private final transient Returns returns;

    ReturnsView(Returns returns) {
        super("Returns", "Authorisation, receipt and money are three facts; the decision joins them.", columns());
        this.returns = returns;
        addChoiceFilter("state", "State", choices(ReturnState.values()));
        addChoiceFilter("authorisation", "Authorisation", choices(Authorisation.State.values()));
        addChoiceFilter("receipt", "Goods", choices(ReceiptState.values()));
        addChoiceFilter("money", "Money", choices(ReturnMoney.State.values()));
        addTextFilter("order", "Order");
        var take = new Anchor("store-return", "Take a return at a store");
        take.addClassName("button-link");
        addAction(take);
    }

    private static List<Column<ReturnDetails>> columns() {
        return List.of(
                Column.of("number", "Return", ReturnDetails::externalId, row -> Show.code(row.externalId())),
                Column.text("from", "Told by", row -> row.connection().value()),
                Column.of("state", "State", row -> Show.words(row.state()), row -> chip(row.state())),
                Column.text("location", "Location", row -> row.location().value()),
                Column.text("received", "Goods", row -> row.received() ? "Received" : "Not received"),
                Column.of("at", "When", row -> Show.exact(row.occurredAt()), row -> Show.ago(row.occurredAt())),
                Column.number(
                        "refund",
                        "Refund",
                        row -> row.refund().amount().toPlainString(),
                        row -> Show.money(row.refund())));
    }

    static StatusChip chip(ReturnState state) {
        return new StatusChip(
                switch (state) {
                    case EXPECTED, REFUND_PENDING -> Status.WAITING;
                    case AWAITS_DECISION -> Status.NEEDS_YOU;
                    case DECIDED -> Status.DONE;
                    case DECLINED, VOIDED -> Status.IGNORED;
                },
                Show.words(state));
    }

    @Override
    protected Page<ReturnDetails> page(Filters filters, int limit, @Nullable String after) {
        return returns.search(
                new ReturnFilter(
                        filters.get("state", ReturnState.class),
                        filters.get("authorisation", Authorisation.State.class),
                        filters.get("receipt", ReceiptState.class),
                        filters.get("money", ReturnMoney.State.class),
                        filters.get("order")),
                limit,
                after);
    }

    @Override
    protected void open(ReturnDetails row) {
        getUI().ifPresent(ui -> ui.navigate("returns/" + row.id()));
    }

    @Override
    protected String whenEmpty() {
        return "Returns appear when a till, a shop or a warehouse tells of goods that came back.";
    }
}
