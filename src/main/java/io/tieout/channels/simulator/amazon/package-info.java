/** Plays Amazon for the demo and the tests. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.simulator.amazon;
