package io.tieout.operations;

import io.tieout.kernel.ProblemType;

/** Problems of running the hub itself. */
public enum OperationsProblem implements ProblemType {
    EVENT_PARKED(
            "event.parked",
            500,
            "A part of the hub could not act on an event",
            "Read its last error; mend the cause and try it again, or drop it.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    OperationsProblem(String code, int status, String title, String advice) {
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
