package io.tieout.orders;

import io.tieout.kernel.ProblemType;

/** What can be wrong with orders, sales, shipments and cancellations. */
public enum OrderProblem implements ProblemType {
    NO_LINES(
            "order.no-lines",
            422,
            "The order has no lines",
            "Ask the channel for the whole order and repair the message."),
    TOO_MANY_LINES(
            "order.too-many-lines",
            422,
            "The order has more lines than allowed",
            "Raise tieout.orders.lines-max if it is meant."),
    LINE_REPEATED(
            "order.line-reference-repeated",
            422,
            "Two lines have the same reference",
            "Give every line a reference of its own."),
    SKU_UNKNOWN(
            "order.sku-unknown",
            422,
            "A line names a product that is not known",
            "Add the product or map the partner's SKU, then replay."),
    QUANTITY_INVALID(
            "order.quantity-invalid",
            422,
            "A quantity is not a positive number of the product's unit",
            "Repair the quantity; only weighed goods may have fractions."),
    AMOUNTS_INVALID(
            "order.amounts-invalid",
            422,
            "An amount is negative or in another currency than the order",
            "Repair the amounts; credits and returns are messages of their own."),
    AMOUNTS_DIFFER(
            "order.amounts-differ",
            422,
            "The total is not the sum of lines, taxes and shipping",
            "Compare the channel's own page with the message, repair it and replay."),
    CURRENCY_UNKNOWN("order.currency-unknown", 422, "The currency is not in ISO 4217", "Repair the currency code."),
    COUNTRY_UNKNOWN(
            "order.country-unknown", 422, "The destination is not a country of ISO 3166", "Repair the country code."),
    LOCATION_UNKNOWN("order.location-unknown", 422, "The location is not known", "Add the location, then replay."),
    ENTITY_UNKNOWN("order.entity-unknown", 422, "The legal entity is not known", "Add the entity, then replay."),
    NUMBER_INVALID(
            "order.number-invalid",
            422,
            "A number is blank or too long",
            "Repair the channel's number; it has at most 128 characters."),
    RESERVATION_FAILED(
            "order.reservation-failed",
            409,
            "There is not enough stock for the order",
            "Correct the stock and retry the reservation, or cancel the order with the channel."),
    NOT_SOURCEABLE(
            "order.not-sourceable",
            409,
            "No location can fulfil the order",
            "Let a location fulfil or raise the split threshold and retry, or cancel the order."),
    RESERVATION_EXPIRED(
            "order.reservation-expired",
            409,
            "The reservation lapsed before payment",
            "Retry the reservation once payment is certain, or cancel the order."),
    EDITED(
            "order.edited",
            409,
            "The channel changed the lines of an accepted order",
            "Retry the edit once its reason is gone, or agree the change with the customer; the accepted version stands until then."),
    CANCELLED_AFTER_SHIPMENT(
            "order.cancelled-after-shipment",
            409,
            "The order was cancelled when goods had left",
            "Stop the parcel if that is possible, else expect a return."),
    SHIPMENT_ORDER_UNKNOWN(
            "shipment.order-unknown",
            422,
            "The shipped order is not known",
            "Wait for the order or repair the number, then replay."),
    SHIPMENT_ORDER_NOT_RELEASED(
            "shipment.order-not-released",
            422,
            "Goods left for an order that is held, cancelled or a till's",
            "Release the order or find out what was shipped, then replay."),
    SHIPMENT_LINE_UNKNOWN(
            "shipment.line-unknown",
            422,
            "The shipment names a line that the order has not",
            "Repair the line or SKU and replay."),
    SHIPMENT_EXCEEDS_ORDER(
            "shipment.exceeds-order",
            422,
            "More was shipped than is left of the order",
            "Repair the quantity, or book the surplus apart."),
    SHIPMENT_LOCATION_DIFFERS(
            "shipment.location-differs",
            422,
            "Goods left from another location than they were reserved at",
            "Repair the location, or move the stock and the reservation first."),
    SHIPMENT_NUMBER_REUSED(
            "shipment.number-reused",
            409,
            "The shipment number belongs to another order",
            "Give every shipment a number of its own."),
    SALE_AMOUNTS_DIFFER(
            "sale.amounts-differ",
            422,
            "What was paid is not lines, taxes and rounding",
            "Compare with the receipt; repair the message and replay."),
    SALE_RECEIPT_REUSED(
            "sale.receipt-reused",
            409,
            "A receipt came again with other content",
            "Compare both messages; the first one stands."),
    VOID_AFTER_RETURN(
            "sale.void-after-return",
            409,
            "A sale is voided of which goods have come back already",
            "Find out with the store which of the two happened; void the return first, or skip the void."),
    VOID_NOT_A_SALE(
            "sale.void-not-a-sale",
            409,
            "What is to be voided is no sale of a till",
            "Repair the number of the voided receipt and replay, or skip the void."),
    LINE_UNKNOWN("order.line-unknown", 422, "The order has no such line", "Repair the line's reference and replay."),
    AWAITING_PAYMENT(
            "order.awaiting-payment",
            409,
            "The channel has not said that the order stands",
            "Wait: the channel sends the whole order or a cancellation; the stock set aside lapses by itself."),
    AWAITING_STORE(
            "order.awaiting-store",
            409,
            "A store's own system has not confirmed the reservation",
            "Wait for the answer or its time-out; the order is sourced from elsewhere by itself."),
    STORE_UNCONFIRMED(
            "order.store-unconfirmed",
            409,
            "So many stores refused the order that no further one is asked",
            "Call a store and retry the reservation, or cancel the order with the channel."),
    HELD_BY_PERSON(
            "order.held-by-person",
            409,
            "Somebody holds the order",
            "Release it once the reason is gone, or cancel it."),
    PUT_BACK(
            "order.put-back",
            409,
            "Picked goods will not be shipped",
            "Put them back where they were picked, then close this."),
    STOCK_NOT_FOUND(
            "order.stock-not-found",
            409,
            "A place did not find what it should have",
            "Count the product there and enter what was found; what is kept back is then free again."),
    SHIPMENT_UNKNOWN(
            "shipment.unknown", 422, "The order has no such shipment", "Wait for the shipment or repair its number."),
    SOURCING_POLICY_INVALID(
            "sourcing.policy-invalid",
            422,
            "A sourcing rule cannot be read",
            "Repair the rule at the place that is named.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    OrderProblem(String code, int status, String title, String advice) {
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
