package io.tieout.access;

import java.util.List;

/** Roles of named users (constants, for annotations), and who owns which work items. */
public final class Roles {

    public static final String ADMINISTRATOR = "administrator";
    public static final String INTEGRATION = "integration";
    public static final String OPERATIONS = "operations";
    public static final String INVENTORY = "inventory";
    public static final String FINANCE_CLERK = "finance-clerk";
    public static final String FINANCE_CONTROLLER = "finance-controller";
    public static final String DATA_STEWARD = "data-steward";
    public static final String AUDITOR = "auditor";

    /** Every role there is. */
    public static final List<String> ALL = List.of(
            ADMINISTRATOR,
            INTEGRATION,
            OPERATIONS,
            INVENTORY,
            FINANCE_CLERK,
            FINANCE_CONTROLLER,
            DATA_STEWARD,
            AUDITOR);

    private Roles() {}
}
