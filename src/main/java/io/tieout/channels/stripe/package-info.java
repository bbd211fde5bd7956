/** Refunds paid through Stripe: the call that asks for one, and the webhook that says what became of it. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.stripe;
