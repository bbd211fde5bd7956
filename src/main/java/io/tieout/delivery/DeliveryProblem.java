package io.tieout.delivery;

import io.tieout.kernel.ProblemType;

/** What can go wrong on the way out. */
public enum DeliveryProblem implements ProblemType {
    ADDRESS_REFUSED(
            "destination.address-refused",
            422,
            "The destination's address is not allowed",
            "Use a public http or https address, or let an administrator set allowInternal."),
    ADAPTER_UNKNOWN(
            "destination.adapter-unknown", 422, "There is no such adapter", "Name one of the adapters that exist."),
    EVENT_UNKNOWN(
            "destination.event-unknown", 422, "There is no such event type", "Name a type of the catalogue, or *."),
    SETTING_INVALID(
            "destination.setting-invalid", 422, "A setting of the destination is not valid", "Mend the named setting."),
    SECRET_INVALID(
            "destination.secret-invalid",
            422,
            "The destination's secret cannot be used",
            "Give a secret of the form whsec_<base64 of 24 to 64 bytes>."),
    DEAD(
            "delivery.dead",
            409,
            "A message could not be delivered in all its attempts",
            "See the attempts, mend the receiver, then retry; or skip it, so that what waits behind it goes on."),
    DOCUMENT_REFUSED(
            "erp.document-refused",
            422,
            "The ERP refused a document",
            "Mend what the reason names in the ERP or in the mapping, then retry; or skip it."),
    DESTINATION_GONE(
            "destination.gone",
            410,
            "A receiver says that it is gone for good",
            "Ask the receiver; correct the address and resume, or remove the destination."),
    COMMAND_REFUSED(
            "partner.command-refused",
            422,
            "A partner refused what the hub asked of it",
            "Mend what the reason names at the partner or in the connection, then send again; or give the message up.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    DeliveryProblem(String code, int status, String title, String advice) {
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
