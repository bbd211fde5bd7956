package io.tieout.channels.internal;

import io.tieout.access.Roles;
import io.tieout.channels.drift.DriftBook;
import io.tieout.channels.drift.Shape;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Notices fields that a partner's published model does not name: one remark per adapter and field, not one per message. */
@Component
public class Drift {

    private final DriftBook book;

    Drift(DriftBook book) {
        this.book = book;
    }

    /** The outcome of a message that was done, with a remark for each field that nobody met before. */
    public Outcome processed(String adapter, Set<BusinessKey> subjects, Set<String> unknownFields) {
        if (unknownFields.isEmpty()) {
            return new Outcome.Processed(subjects);
        }
        var news = book.meet(
                unknownFields.stream().map(field -> Shape.field(adapter, field)).toList());
        return news.isEmpty()
                ? new Outcome.Processed(subjects)
                : new Outcome.ProcessedWithRemarks(
                        subjects, news.stream().map(Drift::remark).toList());
    }

    private static Remark remark(Shape shape) {
        return new Remark(
                InboxProblem.UNKNOWN_FIELD,
                shape.subject(),
                Roles.INTEGRATION,
                "Adapter " + shape.adapter() + " met the field " + shape.path() + ", which its model does not name",
                Map.of("adapter", shape.adapter(), "field", shape.path()));
    }
}
