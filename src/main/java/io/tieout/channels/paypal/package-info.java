/** Refunds paid through PayPal: the call that asks for one, and the webhook that says what became of it. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.paypal;
