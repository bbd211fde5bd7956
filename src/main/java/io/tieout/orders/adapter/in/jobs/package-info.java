/** What orders does by the clock. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.orders.adapter.in.jobs;
