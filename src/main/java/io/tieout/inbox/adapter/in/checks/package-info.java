/** The inbox's part of the integrity proof. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.inbox.adapter.in.checks;
