/** Tests of the shopify adapter. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels.shopify;
