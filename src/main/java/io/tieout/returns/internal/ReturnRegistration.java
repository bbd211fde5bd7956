package io.tieout.returns.internal;

import io.tieout.catalog.Catalog;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.Orders;
import io.tieout.returns.Authorisation.By;
import io.tieout.returns.Authorisation.State;
import io.tieout.returns.Disposition;
import io.tieout.returns.ReceiptState;
import io.tieout.returns.RegisterReturn;
import io.tieout.returns.RegisterReturn.Told;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnState;
import io.tieout.returns.internal.CustomerReturn.OrderReference;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes returns in, and decides by policy what can be decided. */
@Component
class ReturnRegistration {

    private final CustomerReturns returns;
    private final LineBalances balances;
    private final Orders orders;
    private final Catalog catalog;
    private final ReturnEffects effects;
    private final Judging judging;
    private final Authorisations authorisations;
    private final ReturnsSettings settings;
    private final Clock clock;

    ReturnRegistration(
            CustomerReturns returns,
            LineBalances balances,
            Orders orders,
            Catalog catalog,
            ReturnEffects effects,
            Judging judging,
            Authorisations authorisations,
            ReturnsSettings settings,
            Clock clock) {
        this.judging = judging;
        this.authorisations = authorisations;
        this.returns = returns;
        this.balances = balances;
        this.orders = orders;
        this.catalog = catalog;
        this.effects = effects;
        this.settings = settings;
        this.clock = clock;
    }

    ReturnId register(RegisterReturn command) {
        ReturnValidation.checkForm(command, settings.linesMax());
        returns.lock("return:" + command.connection() + ":" + command.externalId());
        var known = returns.find(command.connection(), command.externalId());
        if (known.isPresent()) {
            again(known.get(), command);
            return known.get().id();
        }
        checkMasterData(command);
        var order = order(command);
        var currency = currency(command, order);
        ReturnValidation.checkAmounts(command, currency);
        var returnable = order.map(this::returnable);
        var lines = returnable
                .map(left -> left.claim(command.lines(), currency))
                .orElseGet(() -> command.lines().stream()
                        .map(line -> Returnable.uncovered(line, line.quantity(), currency))
                        .toList());
        var fresh = fresh(command, order, currency, lines);
        if (!command.refundedByTill().isEmpty()) {
            ReturnValidation.checkPaidOut(fresh);
        }
        var authorised = authorised(fresh, command.told());
        var judged = judging.judge(fresh, returnable.orElse(null), command.told(), authorised, false);
        var after = judged.after();
        returns.insert(after, clock.instant());
        returnable.ifPresent(left -> balances.save(order.get().summary().id(), left.changed()));
        effects.story(
                after,
                "return.registered",
                TraceStep.State.DONE,
                Map.of("received", Boolean.toString(after.received())));
        noteAuthorisation(after, command.told(), authorised);
        effects.move(after, fresh.lines(), "received", after.occurredAt());
        effects.note(after, here(after), true);
        judging.follow(judged, after.businessDate());
        flagTillRefund(after, order.isPresent());
        return after.id();
    }

    private static List<ReturnLine> here(CustomerReturn one) {
        return one.lines().stream().filter(ReturnLine::here).toList();
    }

    /** The order's own channel, or whoever told that it agreed. A return without an order is for the retailer to decide. */
    private static boolean authorised(CustomerReturn one, Told told) {
        return told.authorisation() == State.APPROVED
                || told.authorisation() == null && one.reference() != null && !one.foreign();
    }

    private void noteAuthorisation(CustomerReturn one, Told told, boolean authorised) {
        var actor = one.connection().value();
        if (told.authorisation() != null) {
            authorisations.note(
                    one, told.authorisation(), By.MARKETPLACE, "Told with the return", told.reference(), null, actor);
        } else if (authorised) {
            authorisations.note(
                    one, State.APPROVED, By.AUTOMATIC, "The return of the channel's own order", null, null, actor);
        } else if (one.reference() == null && one.state() == ReturnState.DECIDED) {
            authorisations.note(
                    one, State.APPROVED, By.RETAILER, "The till paid it out, without a receipt", null, null, actor);
        } else {
            authorisations.note(
                    one,
                    State.REQUESTED,
                    one.foreign() ? By.MARKETPLACE : By.RETAILER,
                    one.foreign() ? "The order's channel must agree" : "Without a receipt",
                    null,
                    null,
                    actor);
        }
    }

    /** A repeat changes nothing; but goods that were expected may now be here. */
    private void again(CustomerReturn known, RegisterReturn command) {
        if (!goods(command.lines().stream()
                        .map(line -> Map.entry(line.sku(), line.quantity()))
                        .toList())
                .equals(goods(known.lines().stream()
                        .map(line -> Map.entry(line.sku(), line.quantity()))
                        .toList()))) {
            throw new ProblemException(
                    ReturnProblem.DIFFERS,
                    "Return " + known.externalId() + " of " + known.connection() + " is known with other goods");
        }
        if (known.received() || !command.received()) {
            return;
        }
        var order = known.order() == null ? Optional.<OrderDetails>empty() : orders.find(known.order());
        var returnable = order.map(this::returnable);
        var before = known.lines();
        var arrived = known.arrived()
                .with(known.arrived().lines().stream()
                        .map(line -> line.as(disposition(line, command)))
                        .toList());
        if (known.state() == ReturnState.EXPECTED) {
            var judged =
                    judging.judge(arrived, returnable.orElse(null), command.told(), judging.authorised(known), false);
            received(judged.after(), before, command);
            returnable.ifPresent(left -> balances.save(order.get().summary().id(), left.changed()));
            judging.follow(judged, judged.after().businessDate());
            return;
        }
        var after = switch (known.state()) {
            case EXPECTED, AWAITS_DECISION -> Judging.held(arrived);
            case DECLINED, VOIDED -> Judging.held(arrived);
            case DECIDED, REFUND_PENDING -> Judging.kept(arrived);
        };
        received(after.due(null), before, command);
    }

    private void received(CustomerReturn after, List<ReturnLine> before, RegisterReturn command) {
        returns.update(after);
        effects.story(after, "return.received", TraceStep.State.DONE, Map.of());
        effects.move(after, before, "received", command.occurredAt());
        if (after.state() != ReturnState.DECLINED) {
            effects.note(after, here(after), true);
        }
    }

    private static Map<Sku, Quantity> goods(List<Map.Entry<Sku, Quantity>> lines) {
        var goods = new HashMap<Sku, Quantity>();
        lines.forEach(line -> goods.merge(line.getKey(), line.getValue(), Quantity::plus));
        return goods;
    }

    private static @Nullable Disposition disposition(ReturnLine line, RegisterReturn command) {
        return command.lines().stream()
                .filter(told -> told.lineReference() != null
                        ? told.lineReference().equals(line.lineReference())
                        : told.sku().equals(line.sku()))
                .map(RegisterReturn.Line::disposition)
                .filter(told -> told != null)
                .findFirst()
                .orElse(line.disposition());
    }

    /** The money is out and booked; that it should not have been is for a person to look into. */
    private void flagTillRefund(CustomerReturn one, boolean orderKnown) {
        if (one.state() != ReturnState.DECIDED || one.refundedByTill().isEmpty()) {
            return;
        }
        var reference = one.reference();
        if (reference == null) {
            if (one.refund().amount().compareTo(settings.unverifiedAmountMax()) > 0) {
                effects.raise(
                        one,
                        ReturnProblem.UNVERIFIED,
                        Severity.LOW,
                        Judging.waiting(one, ReturnProblem.UNVERIFIED.title()));
            }
        } else if (!orderKnown) {
            effects.raise(
                    one,
                    ReturnProblem.ORDER_UNKNOWN,
                    Severity.LOW,
                    "The till paid out " + one.refund() + " for receipt " + reference.externalId()
                            + ", which is not known here");
        } else if (one.lines().stream().anyMatch(line -> line.lineReference() == null)) {
            effects.raise(
                    one,
                    ReturnProblem.EXCEEDS_SOLD,
                    Severity.HIGH,
                    Judging.waiting(one, ReturnProblem.EXCEEDS_SOLD.title()));
        }
    }

    private void checkMasterData(RegisterReturn command) {
        if (catalog.entity(command.entity()).isEmpty()) {
            throw new ProblemException(ReturnProblem.ENTITY_UNKNOWN, "There is no legal entity " + command.entity());
        }
        if (catalog.location(command.location()).isEmpty()) {
            throw new ProblemException(ReturnProblem.LOCATION_UNKNOWN, "There is no location " + command.location());
        }
        var skus = command.lines().stream()
                .map(RegisterReturn.Line::sku)
                .distinct()
                .toList();
        var products = catalog.products(skus);
        for (var sku : skus) {
            if (!products.containsKey(sku)) {
                throw new ProblemException(ReturnProblem.SKU_UNKNOWN, "There is no product " + sku);
            }
        }
    }

    private Optional<OrderDetails> order(RegisterReturn command) {
        var connection = command.orderConnection();
        var externalId = command.orderExternalId();
        if (connection == null || externalId == null) {
            return Optional.empty();
        }
        var order = orders.find(connection, externalId);
        var paidAlready = !command.refundedByTill().isEmpty() && connection.equals(command.connection());
        if (order.isEmpty() && !paidAlready) {
            throw new ProblemException(
                    ReturnProblem.ORDER_UNKNOWN,
                    "Return " + command.externalId() + " is of order " + externalId + ", which " + connection
                            + " has not sent");
        }
        return order;
    }

    /** One transaction at a time takes from an order. */
    private Returnable returnable(OrderDetails order) {
        var id = order.summary().id();
        returns.lock("returns-of:" + id);
        // read anew behind the lock: what another return took meanwhile counts
        return new Returnable(orders.find(id).orElseThrow(), balances.of(id));
    }

    private Currency currency(RegisterReturn command, Optional<OrderDetails> order) {
        if (order.isPresent()) {
            return order.get().summary().total().currency();
        }
        return command.lines().stream()
                .map(RegisterReturn.Line::net)
                .filter(net -> net != null)
                .map(Money::currency)
                .findFirst()
                .orElseGet(() -> catalog.entity(command.entity()).orElseThrow().currency());
    }

    private static CustomerReturn fresh(
            RegisterReturn command, Optional<OrderDetails> order, Currency currency, List<ReturnLine> lines) {
        var connection = command.orderConnection();
        var externalId = command.orderExternalId();
        LocalDate businessDate = command.businessDate();
        return new CustomerReturn(
                ReturnId.next(),
                command.connection(),
                command.externalId(),
                order.map(found -> found.summary().entity()).orElse(command.entity()),
                connection == null || externalId == null ? null : new OrderReference(connection, externalId),
                order.map(found -> found.summary().id()).orElse(null),
                ReturnState.EXPECTED,
                command.location(),
                command.occurredAt().truncatedTo(ChronoUnit.MICROS),
                businessDate,
                command.received(),
                currency,
                null,
                command.received()
                        ? lines.stream()
                                .map(line -> line.now(ReceiptState.RECEIVED))
                                .toList()
                        : lines,
                command.refundedByTill(),
                command.message(),
                due(command));
    }

    /** R3: what is announced is expected by a day, or somebody asks where it is. */
    private static @Nullable Instant due(RegisterReturn command) {
        return command.received() || command.told().goodsKept()
                ? null
                : command.told().expectedBy();
    }
}
