package io.tieout.channels.amazon;

import io.tieout.kernel.ProblemType;

/** What can be wrong between us and Amazon. */
enum AmazonProblem implements ProblemType {
    SETTING_INVALID(
            "amazon.setting-invalid",
            "A setting or secret of the connection is missing or makes no sense",
            "Mend the connection's settings; docs/partners/amazon.md names them all."),
    FBA_LOCATION_SHARED(
            "amazon.fba-location-shared",
            "The location of Amazon's warehouses may also fulfil other orders",
            "Give the connection a location of its own for Amazon's stock: type VIRTUAL, fulfils false."),
    NOTIFICATION_UNKNOWN(
            "amazon.notification-unknown",
            "Amazon sends a type of notification that we do not know",
            "Nothing was lost: the message is kept. Unsubscribe from the type, or ask for it to be supported."),
    REPORT_UNKNOWN(
            "amazon.report-unknown",
            "A report has none of the sets of columns that we know",
            "Send it to the connection of its own format, or ask for the report to be supported."),
    DISPOSITION_UNKNOWN(
            "amazon.disposition-unknown",
            "Amazon names a state of returned goods that we do not know",
            "The goods are on hold; inspect what Amazon means, and ask for the state to be supported."),
    LOCATION_MISSING(
            "amazon.location-missing",
            "The connection names no location for goods that come back",
            "Set fbaLocation (Amazon's own warehouses) or returnsLocation (yours), and let the message be processed again."),
    FEED_REFUSED(
            "amazon.feed-refused",
            "Amazon refused a part of what was sent",
            "Read Amazon's own words; mend the listing or the order there, or the data here, and send it again."),
    FEED_FAILED(
            "amazon.feed-failed",
            "Amazon gave up on a whole feed",
            "Some of it may have been done: compare with Seller Central before it is sent again.");

    private final String code;
    private final String title;
    private final String advice;

    AmazonProblem(String code, String title, String advice) {
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
