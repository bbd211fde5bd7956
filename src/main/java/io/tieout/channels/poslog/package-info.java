/** Tills that speak ARTS/OMG POSLog XML: sales, returns, and what is in one receipt of both. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.poslog;
