/** Footing, matching, posting and the bank: the inside of reconciliation. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.reconciliation.internal;
