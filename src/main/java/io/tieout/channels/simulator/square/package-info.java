/** A seller at Square that is played: till orders, payments, refunds, catalogue and stock, with its events. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.simulator.square;
