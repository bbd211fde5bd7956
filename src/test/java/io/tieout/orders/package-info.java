/** Tests of orders. */
@org.jspecify.annotations.NullMarked
package io.tieout.orders;
