/** X12 and EDIFACT: envelopes checked, messages read one by one; product activity and stock reports of stores. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.edi;
