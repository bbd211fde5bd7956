package io.tieout.delivery;

/** How many messages to a destination have not arrived, by how far they got. */
public record DeliveryCount(String destination, Delivery.State state, long deliveries) {}
