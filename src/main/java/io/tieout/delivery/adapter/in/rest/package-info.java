/** Deliveries, destinations and event schemas over HTTP. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.delivery.adapter.in.rest;
