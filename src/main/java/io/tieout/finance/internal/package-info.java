/** How events become journals: rules, accounts, periods, numbers, and the tables they stand in. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.finance.internal;
