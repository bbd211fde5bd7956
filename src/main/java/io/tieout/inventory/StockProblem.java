package io.tieout.inventory;

import io.tieout.kernel.ProblemType;

/** What can go wrong with stock. */
public enum StockProblem implements ProblemType {
    RESERVATION_EXCEEDED(
            "reservation.exceeded",
            409,
            "More than is left of the reservation",
            "Look at what was already shipped or released; reserve anew what is missing."),
    RESERVATION_ELSEWHERE(
            "reservation.elsewhere",
            409,
            "The reservation is at another location",
            "Ship from where it is reserved, or move the reservation first."),
    RESERVATION_KEY_REUSED(
            "reservation.key-reused",
            409,
            "The business key already reserves other lines",
            "Release that reservation first, or reserve the difference under a key of its own."),
    RESERVATION_LINE_UNKNOWN(
            "reservation.line-unknown", 409, "The reservation has no such line", "Name lines as they were reserved."),
    QUANTITY_INVALID(
            "stock.quantity-invalid",
            422,
            "The quantity is not valid here",
            "Send a positive quantity, whole where the product is counted in pieces."),
    SKU_UNKNOWN("stock.sku-unknown", 422, "The SKU is not in the catalogue", "Add the product, or map the code to it."),
    LOCATION_UNKNOWN(
            "stock.location-unknown", 422, "The location is not known", "Add the location, or map the code to it."),
    MOVEMENT_CONFLICT(
            "stock.movement-conflict",
            409,
            "The same source says something else",
            "A source key and line name one movement for ever; send a correction under a new key."),
    HOLD_EXCEEDED(
            "stock.hold-exceeded",
            409,
            "More leaves the quality hold than is on it",
            "Compare with the position; the receipt into hold may not have arrived yet."),
    COUNT_IN_FUTURE("stock.count-in-future", 422, "The count is dated in the future", "Correct the sender's clock."),
    BELOW_ZERO(
            "stock.below-zero",
            409,
            "On hand fell below zero",
            "Count the SKU at this location and send the count; nothing is offered from it meanwhile."),
    RESERVATION_SHORTFALL(
            "stock.reservation-shortfall",
            409,
            "More is reserved than is there",
            "Find the goods, source the youngest orders from elsewhere, or cancel them."),
    CUSTOMER_GOODS_EXCEEDED(
            "stock.customer-goods-exceeded",
            409,
            "More goods of customers leave than are there",
            "Compare with the position; their receipt may not have arrived yet."),
    STOP_SALE_UNKNOWN("stock.stop-sale-unknown", 404, "There is no such stop-sale", "List those in force."),
    STOPPED(
            "stock.stopped",
            409,
            "The SKU is stopped from sale",
            "Nothing is reserved until the stop-sale is lifted or ends."),
    LOCATION_SILENT(
            "location.silent",
            409,
            "Nothing is heard of the location",
            "See why its feed is down. It is offered again by itself once something is heard."),
    TRANSFER_UNKNOWN(
            "transfer.unknown",
            409,
            "There is no such transfer",
            "A receipt comes after its transfer was sent; send that, and the receipt again."),
    TRANSFER_CONFLICT(
            "transfer.conflict",
            409,
            "The transfer or receipt was told otherwise before",
            "A reference names one transfer, and a receipt one receipt of it; send a correction under a new one."),
    TRANSFER_ENDED(
            "transfer.ended", 409, "The transfer has ended", "What is found later comes in as a movement of its own."),
    TRANSFER_DIFFERENT(
            "transfer.different",
            409,
            "What was received is not what was sent",
            "Ask both places to count; close the transfer with what is missing, or correct the sender's stock."),
    TRANSFER_INVALID(
            "transfer.invalid",
            422,
            "The transfer is not valid",
            "Name two locations, and a positive quantity of each SKU once.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    StockProblem(String code, int status, String title, String advice) {
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
