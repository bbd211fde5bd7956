package io.tieout.channels.square;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.internal.Shipments;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.orders.Acceptance;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.RecordSale;
import io.tieout.returns.RegisterReturn;
import io.tieout.returns.Returns;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Books what an order of a till says once it is completed: what was sold as a sale under the order's number, what came back as
 * returns that the till paid out, and money for what is no goods.
 */
@Component
class SquareSales {

    private static final String WORKSTATION = "square";

    private final Orders orders;
    private final Returns returns;
    private final SquareCodes codes;
    private final SquarePayments payments;
    private final SquareRows rows;
    private final SquareTillMoney tillMoney;
    private final Catalog catalog;
    private final Drift drift;

    SquareSales(
            Orders orders,
            Returns returns,
            SquareCodes codes,
            SquarePayments payments,
            SquareRows rows,
            SquareTillMoney tillMoney,
            Catalog catalog,
            Drift drift) {
        this.orders = orders;
        this.returns = returns;
        this.codes = codes;
        this.payments = payments;
        this.rows = rows;
        this.tillMoney = tillMoney;
        this.catalog = catalog;
        this.drift = drift;
    }

    Outcome take(Connection connection, InboxMessage message, JsonFields fields, Set<String> unknown) {
        var state = fields.text("state", 32);
        if (!state.equals("COMPLETED")) {
            return new Outcome.Ignored("The order is " + state + ": nothing was sold");
        }
        var order = SquareOrder.read(fields);
        var day = LocalDate.ofInstant(order.at(), connection.zone());
        var store = codes.location(connection, order.location(), day);
        if (store.isEmpty()) {
            return new Outcome.Parked(
                    SquareProblem.LOCATION_UNMAPPED,
                    codes.locationKey(connection, order.location()),
                    Roles.DATA_STEWARD,
                    "Location " + order.location() + " of " + connection.code() + " is not mapped");
        }
        var zone = catalog.location(store.get()).map(Location::zone).orElse(connection.zone());
        var place = new Place(store.get(), zone, LocalDate.ofInstant(order.at(), zone));
        return unknownGoods(connection, order, place)
                .or(() -> unpaid(connection, order))
                .orElseGet(() -> book(connection, message, order, place, unknown));
    }

    /** Where and when it counts. */
    private record Place(LocationCode store, ZoneId zone, LocalDate businessDate) {}

    private Optional<Outcome> unknownGoods(Connection connection, SquareOrder order, Place place) {
        return Stream.concat(
                        order.sold().stream(),
                        order.back().stream()
                                .flatMap(back -> back.items().stream())
                                .map(SquareOrder.BackItem::item))
                .map(SquareOrder.Item::variation)
                .filter(variation ->
                        codes.sku(connection, variation, place.businessDate()).isEmpty())
                .findFirst()
                .map(variation -> new Outcome.Parked(
                        OrderProblem.SKU_UNKNOWN,
                        codes.skuKey(connection, variation),
                        Roles.DATA_STEWARD,
                        "Order " + order.id() + " of " + connection.code() + ": variation " + variation
                                + " is no product, by mapping or by the SKU of the seller's catalogue"));
    }

    private static Money due(SquareOrder order) {
        var currency = java.util.Objects.requireNonNull(order.currency());
        var due = Money.zero(currency);
        for (var item : order.sold()) {
            due = due.plus(item.gross());
        }
        for (var more : new @Nullable Money[] {order.giftCards(), order.tips(), order.rounding()}) {
            due = more == null ? due : due.plus(more);
        }
        return due;
    }

    /** An order whose tenders do not say all waits for its payments. */
    private Optional<Outcome> unpaid(Connection connection, SquareOrder order) {
        if (order.currency() == null || order.sold().isEmpty() && order.giftCards() == null) {
            return Optional.empty();
        }
        var due = due(order);
        if (SquareTenders.sum(due.currency(), order.tenders()).equals(due)
                || !payments.complete(connection, order.id(), due).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Outcome.Parked(
                SquareProblem.PAYMENTS_NOT_HERE,
                SquarePayments.waitKey(connection, order.id()),
                Roles.OPERATIONS,
                "Order " + order.id() + " of " + connection.code() + " comes to " + due
                        + ", and its payments are not all known"));
    }

    private List<SquareOrder.Tender> tenders(Connection connection, SquareOrder order, Money due) {
        if (SquareTenders.sum(due.currency(), order.tenders()).equals(due)) {
            return order.tenders();
        }
        return payments.complete(connection, order.id(), due).stream()
                .map(payment -> new SquareOrder.Tender(payment.id(), payment.method(), payment.amount(), payment.tip()))
                .toList();
    }

    private Outcome book(
            Connection connection, InboxMessage message, SquareOrder order, Place place, Set<String> unknown) {
        var key = BusinessKey.of(Shipments.key(connection.code().value(), order.id()));
        var subjects = new LinkedHashSet<BusinessKey>();
        var news = sell(connection, message, order, place, key, subjects);
        var remarks = new ArrayList<Remark>();
        var number = 0;
        for (var back : order.back()) {
            number++;
            if (!back.items().isEmpty()) {
                var command = command(connection, message, order, place, back, number);
                returns.register(command);
                subjects.add(BusinessKey.of("return:" + connection.code() + ":" + command.externalId()));
                news = true;
            }
            if (!back.withoutGoods().isZero()) {
                subjects.add(key);
                remarks.add(withoutGoods(connection, order, back));
            }
        }
        if (!news && remarks.isEmpty()) {
            return new Outcome.Ignored("The order is known already, or nothing of it counts");
        }
        var outcome = drift.processed(SquareAdapter.NAME, subjects, unknown);
        if (remarks.isEmpty()) {
            return outcome;
        }
        if (outcome instanceof Outcome.ProcessedWithRemarks(var _, var more)) {
            remarks.addAll(more);
        }
        return new Outcome.ProcessedWithRemarks(subjects, remarks);
    }

    /** @return whether something new was booked */
    private boolean sell(
            Connection connection,
            InboxMessage message,
            SquareOrder order,
            Place place,
            BusinessKey key,
            Set<BusinessKey> subjects) {
        if (order.currency() == null) {
            return false;
        }
        var due = due(order);
        var zero = Money.zero(due.currency());
        var giftCards = order.giftCards() == null ? zero : order.giftCards();
        var tenders = tenders(connection, order, due);
        var apart = SquareTenders.of(tenders, giftCards);
        var news = false;
        if (!order.sold().isEmpty()) {
            subjects.add(key);
            var sale = sale(connection, message, order, place, apart.goods());
            news = !(orders.record(sale) instanceof Acceptance.AlreadyKnown);
        }
        if (!apart.other().isEmpty()) {
            subjects.add(key);
            var tips = Money.sum(
                    due.currency(),
                    tenders.stream().map(SquareOrder.Tender::tip).toList());
            tillMoney.record(
                    connection,
                    message,
                    key,
                    new SquareTillMoney.Taken(
                            order.id(),
                            place.store(),
                            place.businessDate(),
                            order.at(),
                            giftCards,
                            tips,
                            apart.other()));
            news |= order.sold().isEmpty();
        }
        return news;
    }

    private RecordSale sale(
            Connection connection, InboxMessage message, SquareOrder order, Place place, List<PlaceOrder.Tender> paid) {
        var currency = java.util.Objects.requireNonNull(order.currency());
        return new RecordSale(
                connection.code(),
                order.id(),
                connection.entity(),
                place.store(),
                WORKSTATION,
                order.version(),
                order.at(),
                place.businessDate(),
                currency,
                order.sold().stream()
                        .map(item -> new PlaceOrder.Line(
                                item.reference(),
                                codes.sku(connection, item.variation(), place.businessDate())
                                        .orElseThrow(),
                                item.variation(),
                                item.title(),
                                item.quantity(),
                                item.net(),
                                item.discount(),
                                item.taxes()))
                        .toList(),
                paid,
                order.rounding() == null ? Money.zero(currency) : order.rounding(),
                message.id());
    }

    private RegisterReturn command(
            Connection connection,
            InboxMessage message,
            SquareOrder order,
            Place place,
            SquareOrder.Back back,
            int number) {
        var disposition = new SquareSettings(connection).returnDisposition();
        return new RegisterReturn(
                connection.code(),
                number == 1 ? order.id() : order.id() + "-" + number,
                connection.entity(),
                back.sourceOrder() == null ? null : connection.code(),
                back.sourceOrder(),
                place.store(),
                order.at(),
                place.businessDate(),
                true,
                back.items().stream()
                        .map(item -> new RegisterReturn.Line(
                                item.sourceLine(),
                                codes.sku(connection, item.item().variation(), place.businessDate())
                                        .orElseThrow(),
                                item.item().quantity(),
                                disposition,
                                "till-return",
                                item.item().net(),
                                item.item().taxes()))
                        .toList(),
                paidOut(connection, order, back),
                message.id());
    }

    /** To the method that had paid; what is not told in detail went out in the method of the first refund. */
    private List<PlaceOrder.Tender> paidOut(Connection connection, SquareOrder order, SquareOrder.Back back) {
        var worth = Money.zero(back.withoutGoods().currency());
        for (var item : back.items()) {
            worth = worth.plus(item.item().gross());
        }
        var out = new ArrayList<PlaceOrder.Tender>();
        var open = worth;
        for (var refund : order.refunds()) {
            var part = refund.amount().compareTo(open) < 0 ? refund.amount() : open;
            if (part.isPositive()) {
                out.add(new PlaceOrder.Tender(method(connection, refund), part, refund.id()));
                open = open.minus(part);
            }
        }
        if (open.isPositive()) {
            // goods were set off against goods of the same order
            out.add(new PlaceOrder.Tender("exchange", open, null));
        }
        return out;
    }

    private String method(Connection connection, SquareOrder.Refund refund) {
        var tender = refund.tender();
        return tender == null
                ? "OTHER"
                : rows.payment(connection.code(), tender)
                        .map(SquareRows.Payment::method)
                        .orElse("OTHER");
    }

    private static Remark withoutGoods(Connection connection, SquareOrder order, SquareOrder.Back back) {
        return new Remark(
                SquareProblem.REFUND_WITHOUT_GOODS,
                BusinessKey.of("refund:" + connection.code() + ":" + order.id()),
                Roles.FINANCE_CLERK,
                "Order " + order.id() + " of " + connection.code() + " paid " + back.withoutGoods()
                        + " back for no goods" + (back.sourceOrder() == null ? "" : ", of order " + back.sourceOrder()),
                Map.of("amount", back.withoutGoods().toString()));
    }
}
