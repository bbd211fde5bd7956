package io.tieout.channels;

import io.tieout.kernel.ProblemType;

/** What can be wrong at the partners' door. */
public enum ChannelProblem implements ProblemType {
    CONNECTION_UNKNOWN(
            "connection.unknown",
            404,
            "There is no such connection",
            "Check the code in the address, or set the connection up in the configuration."),
    KIND_UNKNOWN(
            "connection.kind-unknown",
            404,
            "This connection takes no such kind of message",
            "The connection's adapter decides the kinds; its page in the documentation lists them."),
    CONNECTION_PAUSED(
            "connection.paused",
            409,
            "The connection is paused",
            "Its messages are kept; they are processed when the connection goes on."),
    SIGNATURE_INVALID(
            "signature.invalid",
            401,
            "The message's signature does not fit",
            "Sign the raw body with the secret that the connection has; check the secret on both sides."),
    SETTING_INVALID(
            "connection.setting-invalid",
            422,
            "A setting of the connection is missing or makes no sense",
            "Mend the connection's settings and replay the message."),
    XML_DOCTYPE_REFUSED(
            "xml.doctype-refused",
            422,
            "XML with a document type or an entity is refused",
            "No till and no bank needs one. Find out who made the file before it is sent again without."),
    CHARGE_UNSUPPORTED(
            "order.charge-unsupported",
            422,
            "The order has a charge that cannot be carried over yet",
            "Book the order by hand and skip the message with a reason, or ask for support of this charge."),
    ORDER_NOT_HERE(
            "order.not-here",
            404,
            "The order is not here (yet)",
            "The message waits and goes on when the order is released; look for the order's own message."),
    POLL_FAILING(
            "connection.poll-failing",
            502,
            "Nothing can be fetched from a partner",
            "See the stream's last trouble on the connection's page: mend access or settings there, or ask the partner."),
    POLLED_REFUSED(
            "connection.polled-message-refused",
            422,
            "A message that was fetched was refused",
            "The detail says why. The same object came with other content, or it is too large: look at both at the partner.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    ChannelProblem(String code, int status, String title, String advice) {
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
