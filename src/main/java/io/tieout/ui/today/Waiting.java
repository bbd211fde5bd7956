package io.tieout.ui.today;

import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.channels.DeclarativeAdapters;
import io.tieout.delivery.Deliveries;
import io.tieout.delivery.Delivery;
import io.tieout.delivery.DeliveryCount;
import io.tieout.exceptions.WorkItems;
import io.tieout.finance.Journal;
import io.tieout.finance.JournalFilter;
import io.tieout.finance.Ledger;
import io.tieout.kernel.Page;
import io.tieout.mapping.MappingFilter;
import io.tieout.mapping.MappingSet;
import io.tieout.mapping.MappingSets;
import io.tieout.reconciliation.Settlement;
import io.tieout.reconciliation.SettlementCount;
import io.tieout.reconciliation.Settlements;
import io.tieout.returns.ReturnState;
import io.tieout.returns.Returns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What waits for the person who is signed in, by the page where it is done. */
@Component
public class Waiting {

    /** Longer queues are told as "99+". */
    private static final int COUNTED_MAX = 99;

    private final WorkItems workItems;
    private final Returns returns;
    private final Settlements settlements;
    private final Ledger ledger;
    private final MappingSets mappings;
    private final DeclarativeAdapters adapters;
    private final Deliveries deliveries;
    private final CurrentActor actor;

    Waiting(
            WorkItems workItems,
            Returns returns,
            Settlements settlements,
            Ledger ledger,
            MappingSets mappings,
            DeclarativeAdapters adapters,
            Deliveries deliveries,
            CurrentActor actor) {
        this.workItems = workItems;
        this.returns = returns;
        this.settlements = settlements;
        this.ledger = ledger;
        this.mappings = mappings;
        this.adapters = adapters;
        this.deliveries = deliveries;
        this.actor = actor;
    }

    /**
     * One queue.
     *
     * @param page the navigation's path
     * @param words for one and for many, such as "returns to decide"
     * @param link where exactly these are listed
     */
    public record Queue(String page, String words, String link, long count) {

        public String shown() {
            return count > COUNTED_MAX ? COUNTED_MAX + "+" : Long.toString(count);
        }
    }

    /** Queues with something in them, the most urgent kind first. */
    public List<Queue> queues() {
        var queues = new ArrayList<Queue>();
        for (var owner : workItems.openByOwner().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            if (may(owner.getKey())) {
                queues.add(new Queue(
                        "exceptions",
                        "exceptions of " + owner.getKey().replace('-', ' '),
                        "exceptions?owner=" + owner.getKey(),
                        owner.getValue()));
            }
        }
        if (may(Roles.OPERATIONS) || may(Roles.FINANCE_CONTROLLER)) {
            queues.add(new Queue(
                    "returns",
                    "returns to decide",
                    "returns?state=AWAITS_DECISION",
                    size(returns.list(ReturnState.AWAITS_DECISION, COUNTED_MAX + 1, null))));
        }
        if (may(Roles.FINANCE_CLERK) || may(Roles.FINANCE_CONTROLLER)) {
            queues.add(new Queue(
                    "settlements",
                    "settlements to post",
                    "settlements?state=FOOTED",
                    settlements.counts().stream()
                            .filter(count -> count.state() == Settlement.State.FOOTED)
                            .mapToLong(SettlementCount::settlements)
                            .sum()));
        }
        if (may(Roles.FINANCE_CONTROLLER)) {
            var filter =
                    new JournalFilter(null, null, Journal.State.AWAITS_APPROVAL, null, null, null, null, null, null);
            queues.add(new Queue(
                    "journals",
                    "journals to approve",
                    "journals?state=AWAITS_APPROVAL",
                    size(ledger.journals(filter, COUNTED_MAX + 1, null))));
        }
        if (may(Roles.DATA_STEWARD) || may(Roles.FINANCE_CONTROLLER)) {
            var filter = new MappingFilter(null, null, MappingSet.State.SUBMITTED);
            queues.add(new Queue(
                    "mappings",
                    "mappings to approve",
                    "mappings?state=SUBMITTED",
                    size(mappings.list(filter, COUNTED_MAX + 1, null))));
        }
        if (may(Roles.INTEGRATION) || may(Roles.DATA_STEWARD)) {
            queues.add(new Queue("adapters", "adapters to approve", "adapters?state=SUBMITTED", adapters.submitted()));
        }
        if (may(Roles.INTEGRATION) || may(Roles.OPERATIONS)) {
            queues.add(new Queue(
                    "deliveries",
                    "deliveries given up",
                    "deliveries?state=DEAD",
                    deliveries.undelivered().stream()
                            .filter(count -> count.state() == Delivery.State.DEAD)
                            .mapToLong(DeliveryCount::deliveries)
                            .sum()));
        }
        queues.removeIf(queue -> queue.count == 0);
        return queues;
    }

    private boolean may(String role) {
        return actor.hasRole(role) || actor.hasRole(Roles.ADMINISTRATOR);
    }

    private static long size(Page<?> page) {
        return page.items().size();
    }
}
