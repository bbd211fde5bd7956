/** Where channel adapters plug in. */
@org.springframework.modulith.NamedInterface("spi")
@org.jmolecules.architecture.hexagonal.SecondaryPort
@org.jspecify.annotations.NullMarked
package io.tieout.channels.spi;
