/** How stock is kept, changed, proved, and watched. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.inventory.internal;
