package io.tieout.orders;

/** How many orders of a channel are in a state. */
public record OrderCount(String connection, OrderState state, long orders) {}
