package io.tieout.channels.legacy;

import io.tieout.kernel.ProblemType;

/** What can be wrong with a legacy till's file. */
enum LegacyProblem implements ProblemType {
    LAYOUT_INVALID(
            "legacy.layout-invalid",
            "The connection's layout is missing or makes no sense",
            "Mend the setting layout of the connection and replay the file; docs/partners/legacy-tills.md describes it."),
    CHARSET_WRONG(
            "legacy.charset-wrong",
            "The file has bytes that its character set does not have",
            "Ask in what character set the till writes and state it in the layout, or repair the place that is named."),
    TRUNCATED(
            "legacy.truncated",
            "The file ends before its trailer",
            "It was cut off on its way: ask for it again. Nothing of it is booked."),
    CONTROL_TOTAL_DIFFERS(
            "legacy.control-total-differs",
            "The file's trailer does not agree with its records",
            "Records were lost or doubled: ask for the file again. Nothing of it is booked."),
    RECORD_UNKNOWN(
            "legacy.record-unknown",
            "A record is of a type that the layout does not name",
            "Add the type to the layout, as ignore where it carries neither goods nor money."),
    RECORD_MISPLACED(
            "legacy.record-misplaced",
            "A record stands where it cannot belong to anything",
            "Compare the file with the layout: a line or tender needs a transaction before it."),
    RECORD_SHORT(
            "legacy.record-short",
            "A record ends before a field that it must have",
            "Repair the record that is named, or correct the field's place in the layout."),
    FIELD_MISSING(
            "legacy.field-missing", "A record lacks something that it must have", "Repair the record that is named."),
    FIELD_INVALID(
            "legacy.field-invalid", "A record has something that makes no sense", "Repair the record that is named."),
    KIND_UNKNOWN(
            "legacy.kind-unknown",
            "A transaction is of a kind that the layout does not name",
            "Add the kind to the layout's values; say ignore where it neither sells nor takes money."),
    TOTALS_DIFFER(
            "legacy.totals-differ",
            "A receipt's lines are not what was paid",
            "Compare with the printed receipt; a record type that the layout ignores is the usual cause."),
    TOO_LARGE("legacy.limit-exceeded", "A part of the file is larger than allowed", "Send less at once."),
    STORE_UNMAPPED("legacy.store-unmapped", "The store's number is not mapped", "Map it; the file goes on by itself."),
    VOIDED_NOT_HERE(
            "legacy.voided-receipt-missing",
            "A receipt is voided that has not come yet",
            "It goes on by itself when the voided receipt comes. Where that never happens, ask the store for it, or skip the void.");

    private final String code;
    private final String title;
    private final String advice;

    LegacyProblem(String code, String title, String advice) {
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
