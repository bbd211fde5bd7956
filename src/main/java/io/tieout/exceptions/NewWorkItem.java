package io.tieout.exceptions;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a module says of a failure.
 *
 * @param problem the cause, from the catalogue
 * @param subject the business object that is held up, or the code that is unmapped: one open item per problem and subject
 * @param ownerRole the role whose people own it, such as {@code finance-clerk}
 * @param detail what happened, in a sentence with the values in question
 * @param message the inbound message in question, if any
 * @param context what the item's actions need, such as the id to retry; no personal data
 */
public record NewWorkItem(
        ProblemType problem,
        BusinessKey subject,
        String ownerRole,
        Severity severity,
        String detail,
        @Nullable MessageId message,
        Map<String, String> context) {

    /** How much it matters; sets the deadline. */
    public enum Severity {
        LOW,
        NORMAL,
        HIGH,
        CRITICAL
    }

    public NewWorkItem {
        context = Map.copyOf(context);
    }
}
