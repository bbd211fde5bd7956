package io.tieout.finance;

import io.tieout.kernel.ProblemType;

/** What can go wrong between an event and the ledger. */
public enum FinanceProblem implements ProblemType {
    JOURNAL_UNBALANCED(
            "journal.unbalanced",
            422,
            "Debits and credits differ",
            "Make the sums of debits and credits equal and send it again."),
    JOURNAL_TOO_FEW_LINES(
            "journal.too-few-lines", 422, "A journal has at least two lines", "Give a debit and a credit."),
    JOURNAL_LINE_INVALID(
            "journal.line-invalid",
            422,
            "A line has exactly one side",
            "Give either a debit or a credit, above zero, with no more decimals than the currency has."),
    JOURNAL_KEY_REUSED(
            "journal.key-reused", 409, "This key belongs to another journal", "Use a new key for a new journal."),
    JOURNAL_ALREADY_REVERSED(
            "journal.already-reversed",
            409,
            "A journal is reversed once only",
            "Look at the journal that reverses it."),
    ACCOUNT_UNKNOWN(
            "account.unknown",
            422,
            "The chart of accounts has no such account",
            "Use an account key, or a code that the chart of accounts maps to."),
    PERIOD_CLOSED(
            "period.closed",
            409,
            "The accounting period is closed",
            "Choose a business date in an open period, or have the period reopened."),
    PERIOD_STILL_WAITED_FOR(
            "period.still-waited-for",
            409,
            "Events or journals of this period wait to be posted",
            "Resolve what errors[] lists, then close the period."),
    /** No longer raised: {@code mapping.code-unmapped} says it for all modules. Kept so that what is stored stays readable. */
    CODE_UNMAPPED(
            "finance.code-unmapped",
            422,
            "A code has no mapping",
            "Map the code; what waits for it goes on by itself when the mapping is in force."),
    RULE_MISSING(
            "finance.rule-missing",
            422,
            "No posting rule covers this amount",
            "Propose a posting rule for the event's type and component."),
    RATE_MISSING(
            "finance.rate-missing",
            422,
            "There is no exchange rate for the day",
            "Enter the rate; what waits for it goes on by itself."),
    ENTITY_UNKNOWN(
            "finance.entity-unknown", 422, "There is no such legal entity", "Add the entity to the master data."),
    EVENT_UNPOSTABLE(
            "finance.event-unpostable",
            422,
            "A finance event cannot be posted",
            "Read the detail, mend the cause, and retry."),
    JOURNAL_AWAITS_APPROVAL(
            "journal.awaits-approval",
            409,
            "A journal over the threshold waits for a second person",
            "Approve or reject it as someone other than its proposer.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    FinanceProblem(String code, int status, String title, String advice) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String advice() {
        return advice;
    }
}
