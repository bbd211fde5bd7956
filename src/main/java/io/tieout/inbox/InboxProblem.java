package io.tieout.inbox;

import io.tieout.kernel.ProblemType;

/** What can be wrong with a message as such, whatever it says. */
public enum InboxProblem implements ProblemType {
    IDENTITY_REUSED(
            "message.identity-reused",
            409,
            "This message's identity was used with other content",
            "Send a changed object with a new version or identity; the first message stands as it was."),
    UNREADABLE(
            "message.unreadable",
            422,
            "The message cannot be read",
            "Look at the raw bytes; repair the body and let it be processed, or skip it with a reason."),
    FIELD_INVALID(
            "message.field-invalid",
            422,
            "The message lacks a field or has one that makes no sense",
            "Ask the partner for a complete message, or repair the body and let it be processed."),
    NOT_ONE_OBJECT(
            "message.not-one-object",
            422,
            "The message is a list or holds none where one object is expected",
            "Send each object as a message of its own."),
    NOT_THIS_KIND(
            "message.not-this-kind",
            422,
            "The message is of another kind",
            "Send it under the kind it is; the partner's page in the documentation names them."),
    UNKNOWN_FIELD(
            "message.unknown-field",
            422,
            "The partner sends a field that we do not know",
            "Nothing was lost: the payload is kept. Find out what the field means and whether we need it."),
    PROCESSING_FAILED(
            "message.processing-failed",
            500,
            "The message could not be processed",
            "Replay it; where it fails again, quote the correlation id to the operator."),
    WAITS_BEHIND(
            "message.waits-behind",
            409,
            "An earlier message about the same object has not been processed",
            "Mend or skip the earlier message; this one goes on by itself."),
    NO_HANDLER(
            "message.kind-unsupported",
            422,
            "Nothing here understands this kind of message",
            "Check the connection's adapter and the kind; replay when both are right."),
    TOO_LARGE(
            "message.too-large",
            413,
            "The message is larger than this hub takes",
            "Send it in parts; the limit is tieout.inbox.body-max-bytes."),
    BODY_REMOVED(
            "message.body-removed",
            410,
            "The message's bytes are no longer kept",
            "They were removed after tieout.inbox.body-retention; what became of the message is still told. "
                    + "Ask the partner to send it again.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    InboxProblem(String code, int status, String title, String advice) {
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
