package io.tieout.reconciliation.internal;

import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemType;
import io.tieout.orders.Orders;
import io.tieout.reconciliation.ReconciliationProblem;
import io.tieout.reconciliation.SettlementFile;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Turns what does not match into work items with an owner: one per order or per unknown type, not one per row. */
@Component
public class SettlementExceptions {

    /** More open orders than this in one file have one cause, so they make one item. */
    private static final int ORDERS_MAX = 200;

    private static final int KEY_LENGTH_MAX = 200;

    private final WorkItems workItems;
    private final SettlementLines lines;
    private final SettlementStore settlements;
    private final Orders orders;

    SettlementExceptions(WorkItems workItems, SettlementLines lines, SettlementStore settlements, Orders orders) {
        this.workItems = workItems;
        this.lines = lines;
        this.settlements = settlements;
        this.orders = orders;
    }

    void raise(UUID settlement, SettlementFile file, Footing footing) {
        footing.unknownTypes()
                .forEach((type, rows) -> raise(
                        ReconciliationProblem.LINE_TYPE_UNKNOWN,
                        key("line-type:" + file.kind() + ":" + type),
                        NewWorkItem.Severity.NORMAL,
                        rows + " rows of settlement " + file.externalId() + " have the type " + type
                                + ", which the registry does not know; they are in suspense",
                        file.message(),
                        Map.of("settlement", settlement.toString(), "type", type)));
        var open = lines.openReferences(settlement, ORDERS_MAX + 1);
        if (open.size() > ORDERS_MAX) {
            raise(
                    ReconciliationProblem.TOO_MANY_OPEN,
                    file.key(),
                    NewWorkItem.Severity.HIGH,
                    "More than " + ORDERS_MAX + " orders of settlement " + file.externalId() + " have no match",
                    file.message(),
                    Map.of("settlement", settlement.toString()));
            return;
        }
        open.forEach(reference -> raise(settlement, file, reference));
    }

    private void raise(UUID settlement, SettlementFile file, SettlementLines.OpenReference open) {
        var subject = orderKey(file.connection(), open.reference());
        ReconciliationProblem problem;
        if (open.outcome().equals("DUPLICATE")) {
            problem = ReconciliationProblem.LINE_DUPLICATE;
        } else if (open.outcome().equals("AMOUNT_MISMATCH")) {
            problem = ReconciliationProblem.AMOUNT_MISMATCH;
        } else if (orders.find(file.connection(), open.reference()).isEmpty()) {
            problem = ReconciliationProblem.LINE_WITHOUT_ORDER;
        } else if (open.refundOnly()) {
            problem = ReconciliationProblem.REFUND_UNANNOUNCED;
        } else {
            return; // Paid before it was shipped: the shipment will claim it.
        }
        raise(
                problem,
                subject,
                NewWorkItem.Severity.NORMAL,
                open.rows() + " rows of settlement " + file.externalId() + " for order " + open.reference() + ", "
                        + open.amount().toPlainString() + " " + file.deposit().currency()
                        + (open.evidence().isBlank() ? "" : "; " + open.evidence()),
                file.message(),
                Map.of("settlement", settlement.toString(), "reference", open.reference()));
    }

    static BusinessKey orderKey(ConnectionCode connection, String reference) {
        return key("order:" + connection + ":" + reference);
    }

    private static BusinessKey key(String text) {
        return BusinessKey.of(text.length() > KEY_LENGTH_MAX ? text.substring(0, KEY_LENGTH_MAX) : text);
    }

    /** An order's items are gone with their cause. */
    void resolve(ConnectionCode connection, String reference, String how) {
        var subject = orderKey(connection, reference);
        workItems.resolve(ReconciliationProblem.LINE_WITHOUT_ORDER, subject, how);
        workItems.resolve(ReconciliationProblem.REFUND_UNANNOUNCED, subject, how);
        workItems.resolve(ReconciliationProblem.AMOUNT_MISMATCH, subject, how);
    }

    void reissued(SettlementFile file, int version) {
        raise(
                ReconciliationProblem.REISSUED,
                file.key(),
                NewWorkItem.Severity.HIGH,
                "Settlement " + file.externalId() + " came again with other rows; it is kept as version " + version
                        + " and posts nothing",
                file.message(),
                Map.of("externalId", file.externalId(), "version", String.valueOf(version)));
    }

    /** The reserve that a settlement closes with is the one the next opens with. Seen from both sides, since files come in any order. */
    void checkReserveChain(UUID settlement) {
        var previous = settlements.before(settlement);
        var next = settlements.after(settlement);
        previous.flatMap(earlier -> settlements.after(earlier.id())).ifPresent(later -> link(previous.get(), later));
        next.flatMap(later -> settlements.before(later.id())).ifPresent(earlier -> link(earlier, next.get()));
    }

    private void link(SettlementStore.ReserveLink earlier, SettlementStore.ReserveLink later) {
        var subject = key("settlement:" + later.connection() + ":" + later.externalId());
        if (earlier.closing().compareTo(later.opening()) == 0) {
            workItems.resolve(ReconciliationProblem.RESERVE_CHAIN_BROKEN, subject, "The reserve chain holds");
            return;
        }
        raise(
                ReconciliationProblem.RESERVE_CHAIN_BROKEN,
                subject,
                NewWorkItem.Severity.NORMAL,
                "Settlement " + later.externalId() + " opens with a reserve of "
                        + later.opening().toPlainString() + ", " + earlier.externalId() + " before it closed with "
                        + earlier.closing().toPlainString(),
                later.message(),
                Map.of(
                        "settlement",
                        later.id().toString(),
                        "before",
                        earlier.id().toString()));
    }

    void notPosted(BusinessKey key, UUID settlement, MessageId message, String reason) {
        raise(
                ReconciliationProblem.NOT_POSTED,
                key,
                NewWorkItem.Severity.HIGH,
                reason,
                message,
                Map.of("settlement", settlement.toString()));
    }

    void posted(BusinessKey key) {
        workItems.resolve(ReconciliationProblem.NOT_POSTED, key, "It is posted");
    }

    private void raise(
            ProblemType problem,
            BusinessKey subject,
            NewWorkItem.Severity severity,
            String detail,
            MessageId message,
            Map<String, String> context) {
        workItems.raise(new NewWorkItem(problem, subject, Roles.FINANCE_CLERK, severity, detail, message, context));
    }
}
