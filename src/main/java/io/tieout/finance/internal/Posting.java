package io.tieout.finance.internal;

import io.tieout.kernel.ProblemType;
import java.util.List;
import java.util.Map;

/** What the rules make of an event. */
sealed interface Posting {

    /**
     * Lines that balance; none where every amount is zero.
     *
     * @param taxCodes our tax code by the channel's own, for the document's lines
     */
    record Ready(List<PostingLine> lines, String ruleVersion, Map<String, String> taxCodes) implements Posting {}

    /** Somebody has to say something first. @param waitKey one open work item stands for all that waits for it */
    record Waits(ProblemType problem, String waitKey, String ownerRole, String detail, Map<String, String> context)
            implements Posting {}
}
