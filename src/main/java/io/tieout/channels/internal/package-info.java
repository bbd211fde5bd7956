/** Connections kept, adapters found, and what adapters share. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.internal;
