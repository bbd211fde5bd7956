/** AvaTax: quotes, committed invoices and return invoices over its REST API, version 2. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.delivery.avatax;
