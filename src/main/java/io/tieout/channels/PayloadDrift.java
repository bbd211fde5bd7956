package io.tieout.channels;

import io.tieout.access.Audit;
import io.tieout.access.Roles;
import io.tieout.channels.drift.DriftBook;
import io.tieout.channels.drift.Shape;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What partners' messages have that no model names. Each shape opens one ticket, with the first message that had it as a
 * sample; from then on it is counted. Nothing is dropped for it.
 */
@Service
public class PayloadDrift {

    private static final int SHOWN_MAX = 500;

    private final DriftBook book;
    private final WorkItems workItems;
    private final Audit audit;

    PayloadDrift(DriftBook book, WorkItems workItems, Audit audit) {
        this.book = book;
        this.workItems = workItems;
        this.audit = audit;
    }

    /**
     * Notes something new that an adapter met, in the caller's transaction. For fields of a message that is processed anyway
     * there is {@link io.tieout.channels.internal.Drift}.
     *
     * @param path of the field or column, or the name of the interface
     * @param value that was not known; null for fields and columns
     */
    @Transactional
    public void met(String adapter, Novelty.Kind kind, String path, @Nullable String value) {
        book.meet(List.of(new Shape(adapter, kind, path, value == null ? "" : value)))
                .forEach(shape -> workItems.raise(new NewWorkItem(
                        InboxProblem.UNKNOWN_FIELD,
                        shape.subject(),
                        Roles.INTEGRATION,
                        Severity.NORMAL,
                        shape.sentence(),
                        Correlation.current().cause(),
                        Map.of("adapter", adapter, "field", shape.path()))));
    }

    /** Of one adapter, or of all where that is null; those that nobody has acknowledged first; at most 500. */
    public List<Novelty> list(@Nullable String adapter) {
        return book.of(adapter, SHOWN_MAX);
    }

    /** It is known now: its ticket is closed, and it is only counted. @throws ProblemException {@code not-found} */
    @Transactional
    public void acknowledge(UUID id, Actor by) {
        var novelty = book.find(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no novelty " + id));
        if (book.acknowledge(id, by.toString())) {
            var shape = new Shape(novelty.adapter(), novelty.kind(), novelty.path(), novelty.value());
            workItems.resolve(InboxProblem.UNKNOWN_FIELD, shape.subject(), "Known now");
            audit.record(
                    by, "drift.acknowledged", shape.subject().value(), Map.of("count", Long.toString(novelty.count())));
        }
    }
}
