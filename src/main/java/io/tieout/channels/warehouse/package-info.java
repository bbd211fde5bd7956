/** Warehouses and 3PLs: shipment confirmations as plain JSON. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.warehouse;
