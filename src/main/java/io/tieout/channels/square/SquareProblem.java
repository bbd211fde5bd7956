package io.tieout.channels.square;

import io.tieout.kernel.ProblemType;

/** What can be odd about a seller at Square. */
public enum SquareProblem implements ProblemType {
    LOCATION_UNMAPPED(
            "square.location-unmapped",
            422,
            "A location of Square is not mapped",
            "Propose a mapping of kind store for it; its sales go on by themselves."),
    PAYMENTS_NOT_HERE(
            "square.payments-not-here",
            409,
            "The order's payments are not here (yet)",
            "They come by themselves. If they do not, let the connection fetch its payments anew."),
    REFUND_WITHOUT_GOODS(
            "square.refund-without-goods",
            422,
            "The till paid money back without saying for which goods",
            "Ask the store what it was for, and book it; no stock was touched."),
    PAYMENT_REVERSED(
            "square.payment-reversed",
            409,
            "A payment of a recorded sale was cancelled or failed",
            "Find out whether the goods were paid otherwise; take the sale back where they were not.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    SquareProblem(String code, int status, String title, String advice) {
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
