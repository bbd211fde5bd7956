package io.tieout.returns.internal;

import io.tieout.catalog.Catalog;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.Orders;
import io.tieout.returns.Disposition;
import io.tieout.returns.RegisterReturn;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnState;
import io.tieout.returns.internal.CustomerReturn.Decision;
import io.tieout.returns.internal.CustomerReturn.OrderReference;
import io.tieout.returns.internal.ReturnPolicy.Verdict;
import java.time.Clock;
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

    private static final Actor POLICY = Actor.system("return-policy");

    private final CustomerReturns returns;
    private final LineBalances balances;
    private final Orders orders;
    private final Catalog catalog;
    private final ReturnEffects effects;
    private final ReturnsSettings settings;
    private final Clock clock;

    ReturnRegistration(
            CustomerReturns returns,
            LineBalances balances,
            Orders orders,
            Catalog catalog,
            ReturnEffects effects,
            ReturnsSettings settings,
            Clock clock) {
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
        var judged = judge(fresh, returnable.orElse(null));
        returns.insert(judged, clock.instant());
        returnable.ifPresent(left -> balances.save(order.get().summary().id(), left.changed()));
        effects.story(
                judged,
                "return.registered",
                TraceStep.State.DONE,
                Map.of("received", Boolean.toString(judged.received())));
        tell(judged, lines, "received");
        flagTillRefund(judged, order.isPresent());
        return judged.id();
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
                .with(before.stream()
                        .map(line -> line.as(disposition(line, command)))
                        .toList());
        var after = switch (known.state()) {
            case EXPECTED -> judge(arrived, returnable.orElse(null));
            case AWAITS_DECISION, DECLINED, VOIDED -> held(arrived);
            case DECIDED -> kept(arrived);
        };
        returns.update(after);
        returnable.ifPresent(left -> balances.save(order.get().summary().id(), left.changed()));
        effects.story(after, "return.received", TraceStep.State.DONE, Map.of());
        if (known.state() == ReturnState.EXPECTED) {
            tell(after, before, "received");
        } else {
            effects.move(after, before, "received", command.occurredAt());
            effects.note(after, known.state() != ReturnState.DECLINED);
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

    private CustomerReturn judge(CustomerReturn one, @Nullable Returnable returnable) {
        var reference = one.reference();
        var facts = new ReturnPolicy.Facts(
                reference != null,
                reference != null && !reference.connection().equals(one.connection()),
                !one.refundedByTill().isEmpty(),
                one.received(),
                one.order() != null && one.lines().stream().anyMatch(line -> line.lineReference() == null));
        return switch (ReturnPolicy.judge(facts)) {
            case Verdict.Expect() -> one;
            case Verdict.Wait(var problem) -> {
                effects.raise(one, problem, Severity.NORMAL, waiting(one, problem));
                yield held(one).in(ReturnState.AWAITS_DECISION);
            }
            case Verdict.Decide(var payer, var reason) -> {
                var credited = returnable == null ? one.lines() : returnable.credit(one.lines(), payer != Payer.TILL);
                yield kept(one.with(credited).decided(new Decision(clock.instant(), POLICY.toString(), reason, payer)));
            }
        };
    }

    /** R1: what waits is kept apart, whatever its state. */
    private static CustomerReturn held(CustomerReturn one) {
        return one.received()
                ? one.with(one.lines().stream()
                        .map(line -> line.in(ReturnLine.Stock.HOLD))
                        .toList())
                : one;
    }

    private static CustomerReturn kept(CustomerReturn one) {
        return one.received()
                ? one.with(one.lines().stream()
                        .map(line -> line.in(StockSteps.kept(line.disposition())))
                        .toList())
                : one;
    }

    private void tell(CustomerReturn after, List<ReturnLine> before, String step) {
        effects.move(after, before, step, after.occurredAt());
        if (after.received()) {
            effects.note(after, true);
        }
        switch (after.state()) {
            case DECIDED -> effects.tellDecided(after, after.businessDate());
            case AWAITS_DECISION -> effects.story(after, "return.awaits-decision", TraceStep.State.NEEDS_YOU, Map.of());
            case EXPECTED -> effects.story(after, "return.expected", TraceStep.State.WAITING, Map.of());
            case DECLINED, VOIDED -> {}
        }
    }

    /** The money is out and booked; that it should not have been is for a person to look into. */
    private void flagTillRefund(CustomerReturn one, boolean orderKnown) {
        if (one.state() != ReturnState.DECIDED || one.refundedByTill().isEmpty()) {
            return;
        }
        var reference = one.reference();
        if (reference == null) {
            if (one.refund().amount().compareTo(settings.unverifiedAmountMax()) > 0) {
                effects.raise(one, ReturnProblem.UNVERIFIED, Severity.LOW, waiting(one, ReturnProblem.UNVERIFIED));
            }
        } else if (!orderKnown) {
            effects.raise(
                    one,
                    ReturnProblem.ORDER_UNKNOWN,
                    Severity.LOW,
                    "The till paid out " + one.refund() + " for receipt " + reference.externalId()
                            + ", which is not known here");
        } else if (one.lines().stream().anyMatch(line -> line.lineReference() == null)) {
            effects.raise(one, ReturnProblem.EXCEEDS_SOLD, Severity.HIGH, waiting(one, ReturnProblem.EXCEEDS_SOLD));
        }
    }

    private static String waiting(CustomerReturn one, ReturnProblem problem) {
        var reference = one.reference();
        return "Return " + one.externalId() + " of " + one.connection() + ", worth " + one.refund() + ": "
                + problem.title()
                + (reference == null ? "" : " (order " + reference.externalId() + " of " + reference.connection() + ")")
                + (one.refundedByTill().isEmpty() ? "" : "; the till has paid it out");
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
                command.entity(),
                connection == null || externalId == null ? null : new OrderReference(connection, externalId),
                order.map(found -> found.summary().id()).orElse(null),
                ReturnState.EXPECTED,
                command.location(),
                command.occurredAt().truncatedTo(ChronoUnit.MICROS),
                businessDate,
                command.received(),
                currency,
                null,
                lines,
                command.refundedByTill(),
                command.message());
    }
}
