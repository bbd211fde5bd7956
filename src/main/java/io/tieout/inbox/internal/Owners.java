package io.tieout.inbox.internal;

import io.tieout.access.Roles;
import io.tieout.kernel.ProblemType;
import java.util.Map;

/** Who owns a message that failed, by the family of its problem: format is for integration, the rest for the business. */
final class Owners {

    private static final Map<String, String> BY_FAMILY = Map.of(
            "message", Roles.INTEGRATION,
            "request", Roles.INTEGRATION,
            "media-type", Roles.INTEGRATION,
            "connection", Roles.INTEGRATION,
            "mapping", Roles.DATA_STEWARD,
            "settlement", Roles.FINANCE_CLERK,
            "payout", Roles.FINANCE_CLERK,
            "bank", Roles.FINANCE_CLERK,
            "journal", Roles.FINANCE_CONTROLLER,
            "stock", Roles.INVENTORY);

    private Owners() {}

    static String of(ProblemType problem) {
        var code = problem.code();
        var dot = code.indexOf('.');
        return BY_FAMILY.getOrDefault(dot < 0 ? code : code.substring(0, dot), Roles.OPERATIONS);
    }
}
