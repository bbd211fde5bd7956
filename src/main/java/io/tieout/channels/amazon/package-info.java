/** Amazon: what the Selling Partner API gives and what it is told. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.amazon;
