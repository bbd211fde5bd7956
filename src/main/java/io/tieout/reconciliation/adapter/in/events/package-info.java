/** What reconciliation hears from shipments, returns and mappings. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.reconciliation.adapter.in.events;
