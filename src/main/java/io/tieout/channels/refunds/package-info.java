/** Refunds on their way to whoever pays, and back: which connection pays, and what its answer means. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.refunds;
