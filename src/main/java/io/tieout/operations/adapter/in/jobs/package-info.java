/** What operations does by itself: gauges, and the proof now and then. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.operations.adapter.in.jobs;
