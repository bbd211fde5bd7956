package io.tieout.reconciliation;

import io.tieout.kernel.ProblemType;

/** What can be wrong with settlements, payouts and bank statements. */
public enum ReconciliationProblem implements ProblemType {
    DOES_NOT_FOOT(
            "settlement.does-not-foot",
            422,
            "The settlement's rows do not add up to its total",
            "Nothing was kept but the file. Fetch it again from the partner; if it still differs, ask them to issue it anew."),
    EMPTY("settlement.empty", 422, "The settlement has no rows", "Fetch the file again: the download broke off."),
    TRUNCATED(
            "settlement.truncated",
            422,
            "The settlement file breaks off",
            "Fetch the file again: the download broke off in the row that is named."),
    REISSUED(
            "settlement.reissued",
            409,
            "The partner issued a posted settlement anew, with other rows",
            "Compare the two versions. The first stays posted; the new one posts nothing by itself."),
    RESERVE_CHAIN_BROKEN(
            "settlement.reserve-chain-broken",
            422,
            "A settlement opens with another reserve than the one before closed with",
            "A settlement between the two is missing or was issued anew: fetch it. This closes when the chain holds."),
    LINE_TYPE_UNKNOWN(
            "settlement.line-type-unknown",
            422,
            "A settlement row's type is not in the registry",
            "Its rows are in the suspense account. Say what the type means, then move the amount."),
    LINE_WITHOUT_ORDER(
            "settlement.line-without-order",
            422,
            "A settlement pays for an order that is not known here",
            "Find out whether the order is missing here or belongs to another account."),
    AMOUNT_MISMATCH(
            "settlement.amount-mismatch",
            422,
            "A settlement pays another amount than was shipped or returned",
            "Compare the row's evidence with the order; the difference stays open on the order's receivable."),
    LINE_DUPLICATE(
            "settlement.line-duplicate",
            422,
            "A settlement pays what another settlement already paid",
            "Check with the partner; the amount stands on the order's receivable."),
    REFUND_UNANNOUNCED(
            "settlement.refund-unannounced",
            422,
            "The channel refunded what nobody here decided to refund",
            "Register the return and decide it: the credit memo then clears the amount."),
    TOO_MANY_OPEN(
            "settlement.many-open-lines",
            422,
            "Very many rows of a settlement have no match",
            "See the settlement's lines by outcome; most likely the orders of this account are not connected."),
    NOT_POSTED(
            "settlement.not-posted",
            422,
            "A settlement foots but cannot be posted",
            "Mend what the detail names, such as an account that is not mapped; it is then posted by itself."),
    LINE_UNREADABLE(
            "settlement.line-unreadable",
            422,
            "A settlement row cannot be read",
            "See the row that is named; fetch the file again or tell us of the partner's new format."),
    STATEMENT_DOES_NOT_FOOT(
            "statement.does-not-foot",
            422,
            "Opening balance and lines do not add up to the closing balance",
            "Nothing was kept but the file. Fetch the statement again from the bank."),
    STATEMENT_REISSUED(
            "statement.reissued",
            409,
            "The bank sent a statement of the same number with other content",
            "The first one stands. Compare the two and settle it with the bank."),
    BANK_LINE_AMBIGUOUS(
            "bank-line.ambiguous",
            422,
            "A deposit fits several payouts",
            "The amount alone does not say which: match it by hand."),
    BANK_LINE_AMOUNT_DIFFERS(
            "bank-line.amount-differs",
            422,
            "A deposit names a payout but has another amount",
            "See whether the bank took a charge or the partner split the payout.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    ReconciliationProblem(String code, int status, String title, String advice) {
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
