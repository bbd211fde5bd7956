package io.tieout.channels.storeservice;

import io.tieout.kernel.ProblemType;

/** What can go wrong with stores' own systems. */
public enum StoreServiceProblem implements ProblemType {
    REQUEST_UNKNOWN(
            "reservation.request-unknown",
            404,
            "Nobody asked for this reservation",
            "Find out what the store answers to; its request number must come back as it was sent."),
    NOBODY_TO_ASK(
            "store-service.nobody-to-ask",
            409,
            "A location decides about its own stock, and no connection reaches it",
            "Connect the store's system with the location in its setting 'locations', or let the hub decide about its stock.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    StoreServiceProblem(String code, int status, String title, String advice) {
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
