package io.tieout.reconciliation;

/** How many settlements of a channel are in a state. */
public record SettlementCount(String connection, Settlement.State state, long settlements) {}
