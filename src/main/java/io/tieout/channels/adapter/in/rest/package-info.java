/** The partners' door and the canonical API. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.adapter.in.rest;
