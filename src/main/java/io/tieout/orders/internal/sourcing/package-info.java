/** From where an order is fulfilled: a pure function of the order, the stock and the locations. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.orders.internal.sourcing;
