/** Tests of refunds. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels.stripe;
