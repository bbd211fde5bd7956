/** The adapter to the built-in ERP sandbox. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.delivery.sandbox;
