package io.tieout.operations;

import io.tieout.operations.internal.TraceSteps;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;

/** The whole story behind any identifier, from source payload to bank line. */
@Service
public class Trace {

    /** One story shows at most so many steps; a settlement's rows are read from the settlement itself. */
    private static final int STEPS_MAX = 500;

    private static final int SUBJECTS_MAX = 20;

    private final TraceSteps steps;

    Trace(TraceSteps steps) {
        this.steps = steps;
    }

    /**
     * Finds the business objects known under this identifier and tells their steps in order of time, together with those of
     * the objects they name (an order's settlement, but not that settlement's other orders).
     *
     * @param identifier any: our ids, a partner's order number, a document or journal number, a message id, a business key
     * @return a story without steps where nothing is known under the identifier
     */
    public Story tell(String identifier) {
        var subjects = new LinkedHashSet<>(steps.subjectsOf(identifier.strip(), SUBJECTS_MAX));
        var related = new LinkedHashSet<>(subjects);
        related.addAll(steps.subjectsNamedBy(subjects, SUBJECTS_MAX));
        var told = steps.ofSubjects(related, STEPS_MAX);
        return new Story(identifier, List.copyOf(subjects), told, awaited(subjects, told));
    }

    /** What must still come, by what has come: an order that is released waits for its shipment, and so on. */
    private static List<String> awaited(Set<String> subjects, List<Story.Step> told) {
        var happened = told.stream().map(Story.Step::what).collect(java.util.stream.Collectors.toSet());
        var awaited = new ArrayList<String>();
        if (subjects.stream().noneMatch(subject -> subject.startsWith("order:"))
                || happened.contains("order.cancelled")) {
            return awaited;
        }
        if (happened.contains("order.held") && !happened.contains("order.released")) {
            awaited.add("stock");
        } else if (happened.contains("order.released") && !happened.contains("order.shipped")) {
            awaited.add("shipment");
        } else if (happened.contains("order.shipped") && !happened.contains("invoice.triggered")) {
            awaited.add("invoice");
        } else if (happened.contains("order.shipped") && !happened.contains("order.settled")) {
            awaited.add("settlement");
        } else if (happened.contains("order.settled") && !happened.contains("payout.received")) {
            awaited.add("bank");
        }
        return awaited;
    }
}
