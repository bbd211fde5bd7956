/** Hears the steps of all modules. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.operations.adapter.in.events;
