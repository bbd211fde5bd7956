/** Benchmarks of {@code ./tieout bench}: each on a database of its own that is thrown away; nothing else knows of them. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.operations.bench;
