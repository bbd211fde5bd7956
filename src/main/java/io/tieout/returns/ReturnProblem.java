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
            "Find out what the till took back; decline the return instead, or skip the void."),
    WINDOW_PASSED(
            "return.window-passed",
            409,
            "The return comes later than the policy allows",
            "Decline it, or ask for an exception, which a second person grants."),
    OVERRIDE_NEEDED(
            "return.override-needed",
            409,
            "The policy forbids it and no exception was granted",
            "Ask for an exception with a reason; a second person grants it."),
    AWAITS_INSPECTION(
            "return.awaits-inspection",
            409,
            "Goods are here and were not inspected",
            "Grade them; the customer waits for the money."),
    DISPUTED(
            "return.disputed",
            409,
            "The payment of the order is disputed or was charged back",
            "Refund nothing while the dispute is open or lost; the customer has the money."),
    WRONG_ITEM(
            "return.wrong-item",
            409,
            "Something else was in the box",
            "Compare with the order, then decline and open a dispute, or approve."),
    NOT_AUTHORISED(
            "return.not-authorised",
            409,
            "Nobody has authorised the return",
            "Wait for the channel's answer, or decline."),
    REFUND_FAILED(
            "return.refund-failed",
            409,
            "Whoever was to pay the customer did not",
            "Find out why, then pay again, or pay by another way and say so."),
    REFUND_OVERDUE(
            "return.refund-overdue",
            409,
            "A refund was asked for and not answered",
            "Look it up at the payer, then say whether it was paid."),
    REFUND_BY_HAND(
            "return.refund-by-hand",
            409,
            "No connection can pay this refund",
            "Pay it at the provider, then say that it was paid."),
    NOT_BACK(
            "return.not-back",
            409,
            "The customer was refunded and the goods did not come back",
            "Claim a reimbursement with the evidence at hand, or write the goods off."),
    DECLINED_GOODS_HERE(
            "return.declined-goods-here",
            409,
            "The return was declined and the goods are here",
            "Hand them back, pay goodwill at our own cost, or appeal."),
    POLICY_INVALID("return.policy-invalid", 422, "A rule of the return policy is not valid", "Repair the rule."),
    SERIAL_REUSED(
            "return.serial-reused",
            409,
            "The unit with this serial number came back before",
            "Compare with the other return; the same unit is not refunded twice."),
    RECEIPT_EXCEEDS(
            "return.receipt-exceeds",
            409,
            "More was received than is announced and under way",
            "Register what came in addition as a return of its own."),
    NOTHING_TO_CREDIT(
            "return.nothing-to-credit",
            409,
            "Nothing of the return can be credited",
            "Receive or grade the goods first."),
    REFUND_UNKNOWN("return.refund-unknown", 404, "The refund is not known", "Compare the refund's number.");

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
