/** The PostgreSQL server that the hub brings along: its files, its process, its settings. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.platform.internal.database;
