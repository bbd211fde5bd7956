/** The connections section of the configuration file. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.adapter.in.config;
