/** Adapters that are declared, not programmed: their expressions evaluated within limits, their versions governed. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.declarative;
