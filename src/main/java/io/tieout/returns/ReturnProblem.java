package io.tieout.returns;

import io.tieout.kernel.ProblemType;

/** What can be wrong with returns. */
public enum ReturnProblem implements ProblemType {
    NO_LINES("return.no-lines", 422, "The return has no lines", "Ask for the whole return and repair the message."),
    QUANTITY_INVALID(
            "return.quantity-invalid",
            422,
            "A quantity is not positive",
            "Repair the quantity; a sale is not a return."),
    AMOUNTS_INVALID(
            "return.amounts-invalid",
            422,
            "An amount is negative or in another currency",
            "Repair the amounts; what is credited is stated as positive."),
    AMOUNTS_DIFFER(
            "return.amounts-differ",
            422,
            "What the till paid out is not what came back",
            "Compare with the receipt, repair the message and replay."),
    SKU_UNKNOWN(
            "return.sku-unknown",
            422,
            "A line names a product that is not known",
            "Add the product or map it, then replay."),
    LOCATION_UNKNOWN("return.location-unknown", 422, "The location is not known", "Add the location, then replay."),
    ENTITY_UNKNOWN("return.entity-unknown", 422, "The legal entity is not known", "Add the entity, then replay."),
    NUMBER_INVALID("return.number-invalid", 422, "The number is blank or too long", "Repair the return's number."),
    ORDER_UNKNOWN(
            "return.order-unknown",
            422,
            "The returned order is not known",
            "Wait for the order or repair its number, then replay; what a till paid out is booked without it."),
    LINE_UNKNOWN(
            "return.line-unknown",
            422,
            "The return names a line that the order has not",
            "Repair the line or SKU and replay."),
    DIFFERS(
            "return.differs",
            409,
            "The return came again with other goods",
            "Compare both messages; register what differs as a return of its own."),
    EXCEEDS_SOLD(
            "return.exceeds-sold",
            409,
            "More came back than was sold and not yet returned",
            "Look for the other return of the same goods; approve only what is justified."),
    AWAITS_DECISION(
            "return.awaits-decision",
            409,
            "Goods of another channel's order came back",
            "Approve once the channel has authorised it, or decline and hand the goods back."),
    UNVERIFIED(
            "return.unverified",
            409,
            "Goods came back without a receipt",
            "Check the goods and the customer's history; approve as store credit or decline."),
    DECIDED_ALREADY(
            "return.decided-already",
            409,
            "The return was decided before",
            "Look at its history; a decision is not changed."),
    NOT_VOIDABLE(
            "return.not-voidable",
            409,
            "What is to be voided was not paid out by a till",
            "Find out what the till took back; decline the return instead, or skip the void.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    ReturnProblem(String code, int status, String title, String advice) {
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
