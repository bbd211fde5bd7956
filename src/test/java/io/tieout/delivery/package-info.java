/** Tests of the outbound engine against real receivers. */
@org.jspecify.annotations.NullMarked
package io.tieout.delivery;
