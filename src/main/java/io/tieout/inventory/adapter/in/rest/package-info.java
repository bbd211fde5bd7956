/** Stock over HTTP. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.inventory.adapter.in.rest;
