/** Partners that are played, with faults on demand: for demonstrations, trials and tests; nothing of the hub depends on it. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.simulator;
