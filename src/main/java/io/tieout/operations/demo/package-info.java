/** A sample retailer's day, replayed through the real doors; nothing else in Tieout knows of it. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.operations.demo;
