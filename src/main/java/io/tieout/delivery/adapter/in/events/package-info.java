/** Hears the other modules' events and writes outbound rows in their transactions. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.delivery.adapter.in.events;
