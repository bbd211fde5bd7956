/** Tills that drop files: fixed-width and CSV, described by a layout. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.legacy;
