package io.tieout.exceptions.spi;

import io.tieout.exceptions.WorkItem;
import io.tieout.kernel.Actor;
import java.util.List;
import java.util.Map;

/** What a module offers to fix items of certain codes, such as replaying the message that failed. */
public interface WorkItemAction {

    /** Stable, kebab-case, such as {@code replay}. */
    String name();

    /** The button's words. */
    String label();

    /** The names of the parameters that a person must give, such as {@code reason}. */
    List<String> parameters();

    boolean appliesTo(WorkItem item);

    /** Does it, in the caller's transaction. @return how the item ends, or that it stays open */
    Outcome run(WorkItem item, Map<String, String> parameters, Actor by);

    /** What became of the item. */
    enum Outcome {
        RESOLVED,
        WAIVED,
        STAYS_OPEN
    }
}
