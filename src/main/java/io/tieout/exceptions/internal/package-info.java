/** Rows of the exception queue and the rules about them. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.exceptions.internal;
