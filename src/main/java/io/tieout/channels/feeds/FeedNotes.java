package io.tieout.channels.feeds;

import io.tieout.channels.FeedKind;
import io.tieout.kernel.Sku;
import java.time.Clock;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** Notes in the transaction of a change that channels are to hear of it; nothing where no channel is. */
@Component
public class FeedNotes {

    private final FeedRows rows;
    private final FeedTargets targets;
    private final Clock clock;

    FeedNotes(FeedRows rows, FeedTargets targets, Clock clock) {
        this.rows = rows;
        this.targets = targets;
        this.clock = clock;
    }

    public void add(FeedKind kind, Collection<Sku> skus) {
        if (!skus.isEmpty() && targets.any(kind)) {
            rows.note(kind, skus, clock.instant());
        }
    }
}
