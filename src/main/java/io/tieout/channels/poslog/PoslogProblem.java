package io.tieout.channels.poslog;

import io.tieout.kernel.ProblemType;

/** What can be wrong with a POSLog file. */
enum PoslogProblem implements ProblemType {
    /** No longer raised: {@code xml.doctype-refused} says it of all XML. Kept so that what is stored stays readable. */
    DOCTYPE(
            "poslog.doctype-refused",
            "A file with a document type is refused",
            "No till needs a DTD or entities. Find out who made the file before it is sent again without."),
    NOT_WELL_FORMED(
            "poslog.not-well-formed", "The file is not well-formed XML", "Repair it at the place that is named."),
    TOO_LARGE("poslog.limit-exceeded", "A part of the file is larger than allowed", "Send less at once."),
    NOT_POSLOG("poslog.root-unknown", "The file is not a POSLog", "Send it to the connection of its own format."),
    FIELD_MISSING(
            "poslog.field-missing", "A receipt lacks something that it must have", "Repair the receipt that is named."),
    FIELD_INVALID(
            "poslog.field-invalid", "A receipt has something that makes no sense", "Repair the receipt that is named."),
    STATUS_UNKNOWN(
            "poslog.status-unknown",
            "A receipt has a status that we do not know",
            "Find out whether it was paid; repair the status, or ask for it to be supported."),
    TOTALS_DIFFER(
            "poslog.totals-differ",
            "A receipt's lines, taxes and discounts are not what was paid",
            "Compare with the printed receipt; an unsupported kind of line is the usual cause."),
    LINE_UNSUPPORTED(
            "poslog.line-unsupported",
            "A receipt has a kind of line that is not supported",
            "Book it by hand with a journal and skip it, or ask for the kind to be supported."),
    STORE_UNMAPPED("poslog.store-unmapped", "The store's number is not mapped", "Map it; the file goes on by itself."),
    VOIDED_NOT_HERE(
            "poslog.voided-receipt-missing",
            "A receipt is voided that has not come yet",
            "It goes on by itself when the voided receipt comes. Where that never happens, ask the store for it, or skip the void.");

    private final String code;
    private final String title;
    private final String advice;

    PoslogProblem(String code, String title, String advice) {
        this.code = code;
        this.title = title;
        this.advice = advice;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return 422;
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
