/** Mapping sets over HTTP. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.mapping.adapter.in.rest;
