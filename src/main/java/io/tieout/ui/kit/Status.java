package io.tieout.ui.kit;

import io.tieout.kernel.TraceStep;

/** The one vocabulary of status, each with a sign beside the colour. */
public enum Status {
    DONE("✓", "done"),
    WAITING("◔", "waiting"),
    NEEDS_YOU("!", "needs-you"),
    BLOCKED("✕", "blocked"),
    IGNORED("–", "ignored");

    private final String sign;
    private final String style;

    Status(String sign, String style) {
        this.sign = sign;
        this.style = style;
    }

    String sign() {
        return sign;
    }

    String style() {
        return style;
    }

    public static Status of(TraceStep.State state) {
        return switch (state) {
            case DONE -> DONE;
            case WAITING -> WAITING;
            case NEEDS_YOU -> NEEDS_YOU;
            case BLOCKED -> BLOCKED;
            case IGNORED -> IGNORED;
        };
    }
}
