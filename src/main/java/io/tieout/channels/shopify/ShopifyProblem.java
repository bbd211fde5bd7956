package io.tieout.channels.shopify;

import io.tieout.kernel.ProblemType;

/** What can be odd about a shop at Shopify. */
public enum ShopifyProblem implements ProblemType {
    API_VERSION_DIFFERS(
            "shopify.api-version-differs",
            422,
            "The shop sends its webhooks in another version than the connection is set up for",
            "Compare the two versions' release notes, then set the connection's apiVersion; messages are processed meanwhile."),
    APP_UNINSTALLED(
            "shopify.app-uninstalled",
            422,
            "The app was taken out of the shop",
            "Find out whether it was meant. Until it is installed again with a new access token nothing reaches the shop."),
    FULFILMENT_CANCELLED(
            "shopify.fulfilment-cancelled",
            409,
            "The shop cancelled a fulfilment whose goods have left",
            "Find out whether the parcel left. If it did not, take the shipment back; the invoice stands until then."),
    REFUND_WITHOUT_GOODS(
            "shopify.refund-without-goods",
            422,
            "The shop paid money back for which no goods come back",
            "Decide what it was for: goodwill, shipping, a lost parcel; credit it to the customer's order."),
    LOCATION_UNMAPPED(
            "shopify.location-unmapped",
            422,
            "A location of the shop is not mapped",
            "Propose a mapping of kind store for it; what waits goes on by itself.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    ShopifyProblem(String code, int status, String title, String advice) {
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
