/** Amazon's settlement reports: flat file V2, and the older V1. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.channels.amazonsettlement;
