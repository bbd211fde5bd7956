package io.tieout.inventory;

/**
 * How many positions there are, and how many of them lack something; what each lack means says {@link PositionFilter.Lack}.
 */
public record StockHealth(long positions, long belowZero, long uncovered, long nothingToPromise) {}
