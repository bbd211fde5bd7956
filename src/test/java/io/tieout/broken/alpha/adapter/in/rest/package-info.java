/** A primary adapter. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.broken.alpha.adapter.in.rest;
