/** The return policy in the configuration file. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.returns.adapter.in.config;
