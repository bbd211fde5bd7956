/** Square: tills' sales and returns from orders, payments and refunds. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.square;
