/** The audit log, API clients and the configuration file over HTTP. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.access.adapter.in.rest;
