package io.tieout.channels;

import io.tieout.kernel.ProblemType;

/** What can be wrong while a store moves from files to an API. */
public enum CutoverProblem implements ProblemType {
    FEEDS_DIFFER(
            "store.feeds-differ",
            409,
            "Two feeds tell one receipt differently",
            "Compare with the printed receipt. What was booked first stands; correct the feed that is wrong before the cut-over."),
    FEED_INCOMPLETE(
            "store.feed-incomplete",
            409,
            "A store's day is not the same in both feeds",
            "Look at the day in the parity report: ask for the file or the transactions that are missing."),
    FEED_NOT_IN_FORCE(
            "store.feed-not-in-force",
            409,
            "A feed that does not count told of receipts",
            "The store is at another stage on that business date; nothing of this feed is booked. Switch it off, or correct the stage."),
    NOT_SAFE(
            "store-stage.not-safe",
            409,
            "The two feeds have not agreed for long enough",
            "Wait for the days that the parity report asks for, or propose it with despiteDifferences and a reason."),
    STAGE_INVALID(
            "store-stage.invalid",
            422,
            "This stage cannot be",
            "Name both connections for a dual run, and a business date after that of the stage before.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    CutoverProblem(String code, int status, String title, String advice) {
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
