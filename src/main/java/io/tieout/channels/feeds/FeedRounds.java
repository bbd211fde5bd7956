package io.tieout.channels.feeds;

import org.springframework.stereotype.Component;

/** One round: folds what changed, then publishes every feed that is due, each in a transaction of its own. */
@Component
public class FeedRounds {

    private final Publishing publishing;

    FeedRounds(Publishing publishing) {
        this.publishing = publishing;
    }

    /** @return whether there may be more at once */
    public boolean round() {
        var more = publishing.fold();
        for (var feed : publishing.due()) {
            more |= publishing.publish(feed);
        }
        return more;
    }
}
