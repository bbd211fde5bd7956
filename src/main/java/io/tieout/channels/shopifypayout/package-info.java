/** Shopify Payments payouts with their balance transactions. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.shopifypayout;
