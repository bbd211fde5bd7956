/** The canonical API's own messages, for systems without an adapter. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.canonical;
