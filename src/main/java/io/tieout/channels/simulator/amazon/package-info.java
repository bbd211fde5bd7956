/** Plays Amazon for the demo and the tests. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.simulator.amazon;
