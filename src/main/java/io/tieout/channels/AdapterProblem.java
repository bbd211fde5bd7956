package io.tieout.channels;

import io.tieout.kernel.ProblemType;

/** What can be wrong with a declarative adapter, or with what it makes of a message. */
public enum AdapterProblem implements ProblemType {
    DEFINITION_INVALID(
            "adapter.definition-invalid",
            422,
            "The adapter's definition is not valid",
            "Mend what errors[] points at; the schema is served at /api/v1/adapters/schema."),
    CODE_TAKEN(
            "adapter.code-taken",
            409,
            "An adapter of this code comes with the product as code",
            "Choose another code for the declarative adapter."),
    NOT_YOUR_DRAFT(
            "adapter.not-your-draft",
            403,
            "Only its proposer changes a draft",
            "Propose a version of your own, or ask the proposer."),
    SAMPLES_MISSING(
            "adapter.samples-missing",
            422,
            "A kind of message has no sample",
            "Add a payload of the partner's and the result that is expected of it, at least one per kind."),
    SAMPLE_DIFFERS(
            "adapter.sample-differs",
            422,
            "A sample's result is not the expected one",
            "Mend the expression, or what is expected."),
    EXPRESSION_INVALID(
            "adapter.expression-invalid",
            422,
            "An expression is not well-formed JSONata",
            "Mend it at the place that errors[] names."),
    EXPRESSION_FAILED(
            "adapter.expression-failed",
            422,
            "The adapter's expression failed on this message",
            "Compare the message with the adapter's samples; mend the expression or the message, then replay."),
    EXPRESSION_UNBOUNDED(
            "adapter.expression-unbounded",
            422,
            "The adapter's expression takes too long or makes too much",
            "Look for an endless recursion, a costly regular expression or a list that multiplies; then replay."),
    RESULT_INVALID(
            "adapter.result-invalid",
            422,
            "What the adapter made of the message is not canonical",
            "Mend the expression, or the message where it is odd, at the place that errors[] names; then replay."),
    REFUSED(
            "adapter.message-refused",
            422,
            "The adapter has a rule against this message",
            "The rule's own words say why; do by hand what it asks for, or change the adapter and replay.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    AdapterProblem(String code, int status, String title, String advice) {
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
