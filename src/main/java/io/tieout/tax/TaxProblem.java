package io.tieout.tax;

import io.tieout.kernel.ProblemType;

/** What can be wrong with tax. */
public enum TaxProblem implements ProblemType {
    JURISDICTION_UNKNOWN(
            "tax.jurisdiction-unknown",
            422,
            "No tax rate is known there",
            "State the rate of this country, region and category from a day on, in the configuration's taxRates."),
    QUOTED_BY_TABLE(
            "tax.quoted-by-table",
            503,
            "The tax engine gave no answer and the rate table stepped in",
            "Ask again once the engine answers, compare, and correct the document where the two differ.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    TaxProblem(String code, int status, String title, String advice) {
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
