/** The configuration file's section of API clients. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.access.adapter.in.config;
