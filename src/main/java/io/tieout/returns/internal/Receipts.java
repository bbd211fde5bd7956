package io.tieout.returns.internal;

import io.tieout.access.Audit;
import io.tieout.catalog.Catalog;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.Actor;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.TraceStep;
import io.tieout.returns.Disposition;
import io.tieout.returns.GradeReturn;
import io.tieout.returns.ReceiptState;
import io.tieout.returns.ReceiveReturn;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnState;
import io.tieout.returns.internal.ReturnLine.Found;
import io.tieout.returns.internal.ReturnLine.Stock;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The second fact: what is physically here, where, in what state. A line whose units come to differ is split, so that each line
 * tells one thing; restocking follows from a receipt and from nothing else (R64).
 */
@Component
public class Receipts {

    private final CustomerReturns returns;
    private final ReturnFactDesk desk;
    private final ReturnDecisions decisions;
    private final LineBalances balances;
    private final FactRows facts;
    private final Clawbacks clawbacks;
    private final ReturnEffects effects;
    private final Inventory inventory;
    private final Catalog catalog;
    private final Audit audit;
    private final Clock clock;

    Receipts(
            CustomerReturns returns,
            ReturnFactDesk desk,
            ReturnDecisions decisions,
            LineBalances balances,
            FactRows facts,
            Clawbacks clawbacks,
            ReturnEffects effects,
            Inventory inventory,
            Catalog catalog,
            Audit audit,
            Clock clock) {
        this.returns = returns;
        this.desk = desk;
        this.decisions = decisions;
        this.balances = balances;
        this.facts = facts;
        this.clawbacks = clawbacks;
        this.effects = effects;
        this.inventory = inventory;
        this.catalog = catalog;
        this.audit = audit;
        this.clock = clock;
    }

    public void receive(ReturnId id, ReceiveReturn command, Actor by) {
        var one = desk.locked(id);
        if (catalog.location(command.location()).isEmpty()) {
            throw new ProblemException(ReturnProblem.LOCATION_UNKNOWN, "There is no location " + command.location());
        }
        if (!facts.addReceipt(id, command, by.toString())) {
            return;
        }
        checkSerials(one, command);
        var split = new Split(one);
        var arrived = new ArrayList<Integer>();
        for (var line : command.lines()) {
            arrived.addAll(split.take(line));
        }
        var before = split.lines();
        var now = split.received(arrived, command);
        if (command.complete()) {
            now = missing(now);
        }
        var after = one.with(now);
        var returnable = decisions.returnable(one.order());
        if (returnable.isPresent()) {
            var left = returnable.get();
            for (var index = 0; index < now.size(); index++) {
                if (before.get(index).claimed() && !now.get(index).claimed()) {
                    left.release(List.of(before.get(index)));
                } else if (!before.get(index).claimed()
                        && now.get(index).claimed()
                        && !left.reclaim(before.get(index))) {
                    throw new ProblemException(
                            ReturnProblem.EXCEEDS_SOLD, "Another return took the units of " + one.externalId());
                }
            }
            balances.save(one.order(), left.changed());
        }
        effects.note(after, arrived.stream().map(now::get).toList(), one.state() != ReturnState.DECLINED);
        effects.story(
                after,
                "return.received",
                TraceStep.State.DONE,
                Map.of("location", command.location().value(), "receipt", command.reference(), "by", by.name()));
        holdWhatCameInstead(after, command);
        clawbacks.foundAgain(after, before, arrived);
        follow(after, before, "receipt-" + command.reference(), arrived.isEmpty() && !command.complete());
    }

    private void checkSerials(CustomerReturn one, ReceiveReturn command) {
        for (var line : command.lines()) {
            var serial = line.serial();
            if (serial != null && facts.cameBefore(one.id(), line.sku().value(), serial)) {
                throw new ProblemException(
                        ReturnProblem.SERIAL_REUSED,
                        "Unit " + serial + " of " + line.sku() + " came back with another return");
            }
        }
    }

    private void follow(CustomerReturn after, List<ReturnLine> before, String step, boolean nothingNew) {
        switch (after.state()) {
            case EXPECTED, AWAITS_DECISION -> {
                if (!nothingNew) {
                    desk.settle(after, before, step);
                }
            }
            case DECIDED -> {
                if (after.lines().stream().anyMatch(line -> line.here() && !line.credited())) {
                    desk.settle(after, before, step);
                } else {
                    keep(Judging.kept(after), before, step);
                }
            }
            case REFUND_PENDING -> keep(Judging.kept(after), before, step);
            case DECLINED, VOIDED -> {
                keep(customers(after), before, step);
                effects.raise(
                        after,
                        ReturnProblem.DECLINED_GOODS_HERE,
                        Severity.NORMAL,
                        Judging.waiting(after, "The goods came after the return was declined"));
            }
        }
    }

    private void keep(CustomerReturn after, List<ReturnLine> before, String step) {
        var last = after.lines().stream().noneMatch(line -> line.receipt() == ReceiptState.IN_TRANSIT);
        returns.update(last ? after.due(null) : after);
        effects.move(after, before, step, clock.instant());
        if (last) {
            effects.resolve(ReturnProblem.NOT_BACK, after, "The goods are back");
        }
    }

    private static CustomerReturn customers(CustomerReturn one) {
        return one.with(one.lines().stream()
                .map(line -> line.here() && line.stock() == Stock.NONE ? line.in(Stock.CUSTOMER) : line)
                .toList());
    }

    /** R11: what was announced and did not come is not credited, and may come back another time. */
    private static List<ReturnLine> missing(List<ReturnLine> lines) {
        return lines.stream()
                .map(line -> line.receipt() == ReceiptState.IN_TRANSIT
                        ? line.now(ReceiptState.MISSING).claiming(line.credited() && line.claimed())
                        : line)
                .toList();
    }

    /** R10: not what was sold comes into stock, but what is there, to be inspected. */
    private void holdWhatCameInstead(CustomerReturn one, ReceiveReturn command) {
        var movements = new ArrayList<StockMovement>();
        for (var line : command.lines()) {
            if (line.actual() != null && !line.actual().equals(line.sku())) {
                movements.add(new StockMovement(
                        line.actual(),
                        command.location(),
                        StockMovement.Bucket.QUALITY_HOLD,
                        line.quantity(),
                        StockMovement.Reason.RETURN,
                        command.at(),
                        one.key() + ":receipt-" + command.reference() + ":instead",
                        Integer.toString(movements.size() + 1),
                        command.message()));
            }
        }
        if (!movements.isEmpty()) {
            inventory.move(movements);
        }
    }

    public void grade(ReturnId id, GradeReturn command, Actor by) {
        var one = desk.locked(id);
        var split = new Split(one);
        var graded = split.grade(command);
        var before = split.lines();
        var lines = new ArrayList<>(before);
        graded.forEach((index, disposition) -> {
            var line = lines.get(index);
            lines.set(index, line.as(disposition).in(line.stock()));
        });
        var after = one.with(lines);
        if (after.equals(one)) {
            return;
        }
        audit.record(by, "return.graded", one.key().value(), Map.of("reason", command.reason()));
        effects.story(
                after, "return.graded", TraceStep.State.DONE, Map.of("reason", command.reason(), "by", by.name()));
        effects.resolve(ReturnProblem.AWAITS_INSPECTION, after, "Graded");
        var arrivedFrom = after.with(after.lines().stream()
                .map(line -> line.stock() == Stock.TRANSIT ? line.in(StockSteps.kept(line.disposition())) : line)
                .toList());
        follow(arrivedFrom, before, "graded-" + command.reference(), false);
    }

    /** The return's lines, split where units come to differ. */
    private final class Split {

        private final CustomerReturn one;
        private final List<ReturnLine> lines;

        Split(CustomerReturn one) {
            this.one = one;
            this.lines = new ArrayList<>(one.lines());
        }

        List<ReturnLine> lines() {
            return List.copyOf(lines);
        }

        /** @return the places of the lines that these units are, still as they stood */
        List<Integer> take(ReceiveReturn.Line told) {
            var taken = new ArrayList<Integer>();
            var left = told.quantity();
            for (var wanted : List.of(ReceiptState.IN_TRANSIT, ReceiptState.MISSING)) {
                for (var index = 0; index < one.lines().size() && left.isPositive(); index++) {
                    var line = lines.get(index);
                    if (line.receipt() == wanted
                            && fits(line, told.lineReference(), told.sku().value())) {
                        var units = line.quantity().compareTo(left) < 0 ? line.quantity() : left;
                        var place = cut(index, units);
                        lines.set(place, described(lines.get(place), told));
                        taken.add(place);
                        left = left.minus(units);
                    }
                }
            }
            if (left.isPositive()) {
                throw new ProblemException(
                        ReturnProblem.RECEIPT_EXCEEDS,
                        left + " of " + told.sku() + " more than return " + one.externalId() + " announced");
            }
            return taken;
        }

        /** Cuts so many units off a line. @return the place of what was cut off */
        private int cut(int index, Quantity units) {
            var line = lines.get(index);
            if (units.equals(line.quantity())) {
                return index;
            }
            var rest = line.quantity().minus(units);
            lines.set(index, line.share(units, rest));
            lines.add(line.share(Quantity.ZERO, units));
            return lines.size() - 1;
        }

        private ReturnLine described(ReturnLine line, ReceiveReturn.Line told) {
            var found = told.disposition();
            if (told.actual() != null && !told.actual().equals(told.sku())) {
                found = Disposition.WRONG_ITEM;
            } else if (told.expires() != null && !told.expires().isAfter(today())) {
                found = Disposition.EXPIRED;
            }
            return line.as(found == null ? line.disposition() : found)
                    .found(new Found(line.found().place(), told.serial(), told.actual()));
        }

        private LocalDate today() {
            return decisions.today(one);
        }

        List<ReturnLine> received(List<Integer> arrived, ReceiveReturn command) {
            var now = new ArrayList<>(lines);
            for (var index : arrived) {
                var line = now.get(index);
                now.set(
                        index,
                        line.now(ReceiptState.RECEIVED)
                                .claiming(line.lineReference() != null && one.state() != ReturnState.DECLINED)
                                .found(new Found(
                                        place(command.location()),
                                        line.found().serial(),
                                        line.found().actual())));
            }
            return now;
        }

        private @Nullable LocationCode place(LocationCode taken) {
            return taken.equals(one.location()) ? null : taken;
        }

        Map<Integer, Disposition> grade(GradeReturn command) {
            var graded = new java.util.TreeMap<Integer, Disposition>();
            for (var told : command.lines()) {
                var left = told.quantity();
                for (var index = 0; index < one.lines().size(); index++) {
                    var line = lines.get(index);
                    if (!line.here()
                            || graded.containsKey(index)
                            || !fits(line, told.lineReference(), told.sku().value())
                            || left != null && !left.isPositive()) {
                        continue;
                    }
                    var units = left == null || line.quantity().compareTo(left) < 0 ? line.quantity() : left;
                    graded.put(cut(index, units), told.disposition());
                    left = left == null ? null : left.minus(units);
                }
            }
            return graded;
        }

        private static boolean fits(ReturnLine line, @Nullable String reference, String sku) {
            return reference != null
                    ? reference.equals(line.lineReference())
                    : line.sku().value().equals(sku);
        }
    }
}
