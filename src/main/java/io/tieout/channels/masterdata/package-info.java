/** Products, prices and promotions from an ERP or a PIM, as JSON or CSV. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.masterdata;
