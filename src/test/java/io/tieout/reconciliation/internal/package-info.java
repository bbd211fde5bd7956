/** Tests of reconciliation's inside. */
@org.jspecify.annotations.NullMarked
package io.tieout.reconciliation.internal;
