/** Stores that move from files to an API: two feeds side by side, compared, booked once. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.cutover;
