/** Where modules say which codes are the hub's own. */
@org.springframework.modulith.NamedInterface("spi")
@org.jmolecules.architecture.hexagonal.SecondaryPort
@org.jspecify.annotations.NullMarked
package io.tieout.mapping.spi;
