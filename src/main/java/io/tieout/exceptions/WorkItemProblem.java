package io.tieout.exceptions;

import io.tieout.kernel.ProblemType;

/** Problems of working the exception queue. */
public enum WorkItemProblem implements ProblemType {
    CLOSED("work-item.closed", 409, "The item is closed", "Look at its outcome; a new failure opens a new item."),
    ACTION_UNKNOWN(
            "work-item.action-unknown", 404, "The item has no such action", "The item's actions[] are what it offers."),
    NOT_OWNER(
            "work-item.not-owner",
            403,
            "The item belongs to another role",
            "Let somebody of the item's owner role, or an administrator, do it.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    WorkItemProblem(String code, int status, String title, String advice) {
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
