/** A shop at Shopify that is played: orders, refunds, fulfilments, stock and prices, with its webhooks. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.simulator.shopify;
