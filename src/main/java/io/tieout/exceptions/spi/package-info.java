/** Where modules offer the actions that fix their items, and their integrity checks. */
@org.springframework.modulith.NamedInterface("spi")
@org.jmolecules.architecture.hexagonal.SecondaryPort
@org.jspecify.annotations.NullMarked
package io.tieout.exceptions.spi;
