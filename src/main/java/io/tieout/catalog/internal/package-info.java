/** How catalog keeps its rows, caches them, and takes them from the configuration file. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.catalog.internal;
