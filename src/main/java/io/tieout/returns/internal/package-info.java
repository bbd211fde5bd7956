/** What returns keeps to itself: policy, balances, and how returns are stored. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.returns.internal;
