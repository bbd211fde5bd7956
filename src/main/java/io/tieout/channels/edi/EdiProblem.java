package io.tieout.channels.edi;

import io.tieout.kernel.ProblemType;

/** What can be wrong with an EDI file. */
public enum EdiProblem implements ProblemType {
    UNREADABLE(
            "edi.unreadable",
            "The file is neither X12 nor EDIFACT",
            "A file begins with ISA, UNA or UNB. Ask for the interchange with its envelope."),
    TRUNCATED(
            "edi.truncated",
            "The file ends inside an interchange",
            "It was cut off on its way: ask for it again. Nothing of it is booked."),
    CONTROL_COUNT(
            "edi.control-count-differs",
            "A count in the envelope or the message is not what is there",
            "Segments or messages were lost or doubled: ask for the interchange again. Nothing of it is booked."),
    CONTROL_NUMBER(
            "edi.control-number-differs",
            "The control numbers of a header and its trailer differ",
            "The interchange was put together wrongly: ask for it again. Nothing of it is booked."),
    CHARSET(
            "edi.charset-wrong",
            "The file has bytes that its character set does not have",
            "Ask in what character set the partner writes, and state it in the connection's setting charset."),
    MESSAGE_UNKNOWN(
            "edi.message-unknown",
            "This connection takes no such message",
            "Send it to the connection that it is for; docs/partners/edi.md lists what is read."),
    SEGMENT_MISSING(
            "edi.segment-missing",
            "A message lacks something that it must have",
            "Repair the message that is named, or ask for it again."),
    FIELD_INVALID(
            "edi.field-invalid", "A message has something that makes no sense", "Repair the segment that is named."),
    TOO_LARGE("edi.limit-exceeded", "A part of the file is larger than allowed", "Send less at once."),
    STORE_UNMAPPED("edi.store-unmapped", "The place's number is not mapped", "Map it; the message goes on by itself."),
    ORDER_REJECTED(
            "edi.rejected-by-partner",
            "The partner did not accept a message of ours",
            "Read the reason in the acknowledgement, mend what it names, and send the order again.");

    private final String code;
    private final String title;
    private final String advice;

    EdiProblem(String code, String title, String advice) {
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
