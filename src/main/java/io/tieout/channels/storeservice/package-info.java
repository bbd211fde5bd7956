/** Stores' own inventory systems: they are asked to set goods aside, and say whether they did. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.storeservice;
