/** The ERP sandbox itself: a foreign system reached over HTTP only. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.delivery.sandbox.erp;
