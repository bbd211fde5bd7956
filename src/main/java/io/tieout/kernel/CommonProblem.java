package io.tieout.kernel;

/** Problems that any module may answer. */
public enum CommonProblem implements ProblemType {
    REQUEST_INVALID(
            "request.invalid", 400, "The request is not valid", "Mend what errors[] points at and send it again."),
    REQUEST_UNREADABLE(
            "request.unreadable", 400, "The body cannot be read", "Send well-formed content of the stated type."),
    REQUEST_TOO_LARGE("request.too-large", 413, "The body is too large", "Send less at once; the limit is a setting."),
    MEDIA_TYPE_UNSUPPORTED(
            "media-type.unsupported", 415, "This content type is not accepted here", "See the API description."),
    NOT_FOUND("not-found", 404, "There is no such thing", "Check the identifier."),
    METHOD_NOT_ALLOWED("method.not-allowed", 405, "This method is not allowed here", "See the API description."),
    UNAUTHENTICATED("unauthenticated", 401, "A valid key or session is needed", "Send Authorization: Bearer <key>."),
    FORBIDDEN("forbidden", 403, "This is not allowed to you", "Ask an administrator for the role or scope."),
    FOUR_EYES_SAME_PERSON(
            "four-eyes.same-person",
            403,
            "A second person must do this",
            "Someone other than the proposer has to act."),
    STALE_VERSION("version.stale", 409, "It was changed meanwhile", "Read it again and repeat the change."),
    STATE_CONFLICT("state.conflict", 409, "Its state does not allow this", "Look at its state and history."),
    INTERNAL("internal", 500, "Something went wrong here", "Quote the correlation id to the operator.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    CommonProblem(String code, int status, String title, String advice) {
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
