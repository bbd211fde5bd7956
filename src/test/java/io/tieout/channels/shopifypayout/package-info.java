/** Tests of Shopify Payments payouts. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels.shopifypayout;
