/** Bank statements in ISO 20022 camt.053. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.camt;
