/** Settlements, bank, journals, trial balance, documents, periods. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.ui.money;
