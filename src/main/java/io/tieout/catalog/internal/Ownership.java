package io.tieout.catalog.internal;

import io.tieout.catalog.AttributeOwner;
import io.tieout.catalog.MasterSystem;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a change: a pure function of the owners. */
public final class Ownership {

    private static final String ANY = "*";
    private static final AttributeOwner UNSAID =
            new AttributeOwner(ANY, MasterSystem.ERP, AttributeOwner.Others.PROPOSE);

    private final Map<String, AttributeOwner> owners = new HashMap<>();

    public Ownership(Collection<AttributeOwner> owners) {
        owners.forEach(owner -> this.owners.put(owner.attribute(), owner));
    }

    /** What becomes of one attribute's change. */
    public enum Decision {
        APPLY,
        PROPOSE,
        REFUSE,
        LATE
    }

    public AttributeOwner of(String attribute) {
        return owners.getOrDefault(attribute, owners.getOrDefault(ANY, UNSAID));
    }

    /** @param said when the owner last said something of the attribute; null where it never did */
    public Decision decide(String attribute, MasterSystem system, Instant changedAt, @Nullable Instant said) {
        var owner = of(attribute);
        if (owner.owner() != system) {
            return owner.others() == AttributeOwner.Others.REFUSE ? Decision.REFUSE : Decision.PROPOSE;
        }
        return said != null && changedAt.isBefore(said) ? Decision.LATE : Decision.APPLY;
    }
}
