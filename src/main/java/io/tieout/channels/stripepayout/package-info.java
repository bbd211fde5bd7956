/** Stripe: the itemised payout reconciliation report. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.stripepayout;
