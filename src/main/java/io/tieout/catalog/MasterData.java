package io.tieout.catalog;

import io.tieout.access.Audit;
import io.tieout.catalog.internal.Attributes;
import io.tieout.catalog.internal.Ownership;
import io.tieout.catalog.internal.OwnershipRows;
import io.tieout.catalog.internal.OwnershipRows.Attribute;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Products as several systems speak of them. Each attribute has one owner: what the owner says counts, the newest of it, in
 * whatever order it comes. What another system says is refused or becomes a proposal, by rule.
 */
@Service
public class MasterData {

    private final Catalog catalog;
    private final OwnershipRows rows;
    private final Audit audit;
    private final Clock clock;

    MasterData(Catalog catalog, OwnershipRows rows, Audit audit, Clock clock) {
        this.catalog = catalog;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Takes what a system says of products, each for itself: one that makes no sense holds up no other.
     *
     * @return the outcomes in the order of the changes
     */
    @Transactional
    public List<ChangeOutcome> change(List<ProductChange> changes, ChangeOrigin origin) {
        rows.lock();
        var ownership = new Ownership(rows.owners());
        var skus = changes.stream().map(ProductChange::sku).collect(Collectors.toSet());
        var products = new HashMap<>(catalog.products(skus));
        var said = rows.said(skus);
        var saved = new LinkedHashMap<Sku, Product>();
        var spoken = new LinkedHashMap<Attribute, Instant>();
        var outcomes = new ArrayList<ChangeOutcome>();
        for (var change : changes) {
            var before = products.get(change.sku());
            var sorted = Sorted.of(change, Attributes.of(before), ownership, origin.system(), said);
            if (!sorted.own.isEmpty()) {
                try {
                    var after = Attributes.over(change.sku(), before, sorted.own);
                    saved.put(change.sku(), after);
                    products.put(change.sku(), after);
                } catch (ProblemException flaw) {
                    outcomes.add(ChangeOutcome.flawed(change.sku(), flaw));
                    continue;
                }
            }
            sorted.own.keySet().forEach(name -> {
                spoken.put(new Attribute(change.sku(), name), change.changedAt());
                said.put(new Attribute(change.sku(), name), change.changedAt());
            });
            sorted.wanted.forEach(each -> rows.propose(each, origin, clock.instant()));
            outcomes.add(sorted.outcome(change.sku(), Attributes.of(before)));
        }
        write(saved.values(), spoken, origin);
        return outcomes;
    }

    /** One product's change, sorted by what becomes of each attribute. */
    private record Sorted(
            Map<String, String> own, List<OwnershipRows.Wanted> wanted, TreeSet<String> refused, TreeSet<String> late) {

        static Sorted of(
                ProductChange change,
                Map<String, String> current,
                Ownership ownership,
                MasterSystem system,
                Map<Attribute, Instant> said) {
            var sorted = new Sorted(new HashMap<>(), new ArrayList<>(), new TreeSet<>(), new TreeSet<>());
            change.values().forEach((name, value) -> {
                var attribute = new Attribute(change.sku(), name);
                var news = !value.equals(current.getOrDefault(name, ""));
                switch (ownership.decide(name, system, change.changedAt(), said.get(attribute))) {
                    case APPLY -> sorted.own.put(name, value);
                    case LATE -> sorted.late.add(name);
                    case REFUSE -> {
                        if (news) {
                            sorted.refused.add(name);
                        }
                    }
                    case PROPOSE -> {
                        if (news) {
                            sorted.wanted.add(new OwnershipRows.Wanted(attribute, current.get(name), value));
                        }
                    }
                }
            });
            return sorted;
        }

        ChangeOutcome outcome(Sku sku, Map<String, String> before) {
            return new ChangeOutcome(
                    sku,
                    own.keySet().stream()
                            .filter(name -> !own.get(name).equals(before.getOrDefault(name, "")))
                            .collect(Collectors.toSet()),
                    wanted.stream().map(each -> each.attribute().name()).collect(Collectors.toSet()),
                    refused,
                    late,
                    null);
        }
    }

    private void write(Collection<Product> saved, Map<Attribute, Instant> spoken, ChangeOrigin origin) {
        if (saved.isEmpty()) {
            return;
        }
        catalog.save(saved);
        rows.say(
                spoken.entrySet().stream()
                        .map(each -> new OwnershipRows.Said(each.getKey(), each.getValue()))
                        .toList(),
                origin);
    }

    /** By attribute; {@code *} is any that is not named. */
    @Transactional(readOnly = true)
    public List<AttributeOwner> owners() {
        return rows.owners();
    }

    /** Says who owns an attribute from now on. @return whether anything changed */
    @Transactional
    public boolean save(AttributeOwner owner, Actor by) {
        if (rows.owners().contains(owner)) {
            return false;
        }
        rows.save(owner);
        audit.record(by, "attribute-owner.saved", owner.attribute(), Map.of("value", owner.toString()));
        return true;
    }

    /** The attribute falls back to the owner of all that are not named, which itself stays. */
    @Transactional
    public void removeOwner(String attribute, Actor by) {
        if (!attribute.equals("*")) {
            rows.removeOwner(attribute);
            audit.record(by, "attribute-owner.removed", attribute, Map.of());
        }
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public Page<ChangeProposal> proposals(
            ChangeProposal.@Nullable State state, @Nullable String sku, int limit, @Nullable String after) {
        try {
            return Page.of(
                    rows.list(state, sku, limit + 1, after == null ? null : UUID.fromString(after)),
                    limit,
                    proposal -> proposal.id().toString());
        } catch (IllegalArgumentException odd) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "The cursor is not one of ours", odd);
        }
    }

    /**
     * Makes the proposed value so. The owner's next word of it counts again.
     *
     * @throws ProblemException {@code not-found}, {@code state.conflict} where it is decided already,
     *     {@code catalog.value-invalid}
     */
    @Transactional
    public void accept(UUID id, Actor by) {
        var proposal = open(id);
        var product = catalog.product(proposal.sku()).orElse(null);
        catalog.save(Attributes.over(proposal.sku(), product, Map.of(proposal.attribute(), proposal.newValue())));
        rows.decide(id, ChangeProposal.State.ACCEPTED, by.toString(), clock.instant(), null);
        rows.overtake(new Attribute(proposal.sku(), proposal.attribute()), proposal.newValue());
        audit.record(
                by,
                "proposal.accepted",
                proposal.sku().value(),
                Map.of("attribute", proposal.attribute(), "value", proposal.newValue()));
    }

    /** @throws ProblemException {@code not-found}, {@code state.conflict}, {@code request.invalid} without a reason */
    @Transactional
    public void refuse(UUID id, String reason, Actor by) {
        var proposal = open(id);
        if (reason.isBlank()) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "A refusal has a reason");
        }
        rows.decide(id, ChangeProposal.State.REFUSED, by.toString(), clock.instant(), reason);
        audit.record(
                by,
                "proposal.refused",
                proposal.sku().value(),
                Map.of("attribute", proposal.attribute(), "reason", reason));
    }

    private ChangeProposal open(UUID id) {
        var proposal = rows.find(id, true)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no proposal " + id));
        if (proposal.state() != ChangeProposal.State.OPEN) {
            throw new ProblemException(CommonProblem.STATE_CONFLICT, "Proposal " + id + " is " + proposal.state());
        }
        return proposal;
    }

    /** The origin of a change that a person or client makes here. */
    public static ChangeOrigin byHand(Actor by) {
        return new ChangeOrigin(MasterSystem.HUB, null, Correlation.current().cause(), by);
    }
}
