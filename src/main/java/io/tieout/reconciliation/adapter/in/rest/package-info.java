/** Settlements, payouts and bank lines over HTTP. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.reconciliation.adapter.in.rest;
