/** Reading master data over HTTP. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.catalog.adapter.in.rest;
