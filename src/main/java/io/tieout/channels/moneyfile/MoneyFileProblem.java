package io.tieout.channels.moneyfile;

import io.tieout.kernel.ProblemType;

/** Why a settlement, payout or bank statement cannot be read. */
public enum MoneyFileProblem implements ProblemType {
    SETTLEMENT_FORMAT_UNKNOWN(
            "settlement.format-unknown",
            422,
            "This is no settlement report that we know",
            "Send Amazon's settlement flat file (V2, or the older V1) as it was downloaded."),
    PAYOUT_UNREADABLE(
            "payout.unreadable", 422, "The payout cannot be read", "See the place that is named in the detail."),
    PAYOUT_TRANSACTIONS_MISSING(
            "payout.transactions-missing",
            422,
            "The payout comes without its transactions",
            "Send the payout together with all pages of its balance transactions; the partner page shows the form."),
    PAYOUT_SEVERAL(
            "payout.several",
            422,
            "The report mixes several payouts",
            "Send one report per payout: each must tie out by itself."),
    PAYOUT_FAILED(
            "payout.failed",
            422,
            "The provider says that the payout failed or was cancelled",
            "The money is back in the provider's balance; look for the payout that replaces it."),
    STATEMENT_KIND_UNSUPPORTED(
            "bank-statement.kind-unsupported",
            422,
            "This is no end-of-day bank statement",
            "Send camt.053. Interim reports (camt.052) and notices (camt.054) would say the same twice."),
    STATEMENT_ACCOUNT_DIFFERS(
            "bank-statement.account-differs",
            422,
            "The statement is of another account than the connection",
            "Send it to the connection of its account, or mend the connection's iban."),
    STATEMENT_UNREADABLE(
            "bank-statement.unreadable",
            422,
            "The bank statement cannot be read",
            "See the place that is named in the detail; fetch the statement again.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    MoneyFileProblem(String code, int status, String title, String advice) {
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
