/** Shopify: signed webhooks of orders and cancellations. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.shopify;
