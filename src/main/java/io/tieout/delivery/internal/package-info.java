/** Outbound rows, their order and their fate. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.delivery.internal;
