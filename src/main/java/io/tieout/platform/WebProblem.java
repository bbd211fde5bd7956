package io.tieout.platform;

import io.tieout.kernel.ProblemType;

/** Problems of the web border itself. */
public enum WebProblem implements ProblemType {
    NOT_ACCEPTABLE(
            "media-type.not-acceptable",
            406,
            "No answer of the wanted type can be given",
            "Accept application/json, or see the API description."),
    UNAVAILABLE(
            "unavailable",
            503,
            "The hub cannot do this just now",
            "Repeat the request after the time that Retry-After gives; nothing was changed."),
    RATE_EXCEEDED(
            "rate.exceeded",
            429,
            "The client's quota is used up",
            "Wait as long as Retry-After says, or ask an administrator for a higher ratePerMinute."),
    IDEMPOTENCY_KEY_INVALID(
            "idempotency-key.invalid",
            400,
            "The Idempotency-Key is not usable",
            "Send 1 to 255 visible ASCII characters, such as a UUID."),
    IDEMPOTENCY_KEY_REUSED(
            "idempotency-key.reused",
            422,
            "This Idempotency-Key was used for another request",
            "Use a new key for a new request; repeat a request with exactly the same content."),
    IDEMPOTENCY_KEY_IN_FLIGHT(
            "idempotency-key.in-flight",
            409,
            "The first request with this Idempotency-Key is still running",
            "Repeat it a little later to get the first one's answer.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    WebProblem(String code, int status, String title, String advice) {
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
