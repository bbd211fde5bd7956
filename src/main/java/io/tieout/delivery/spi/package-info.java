/** Where adapters to ERPs and other receivers plug in. */
@org.springframework.modulith.NamedInterface("spi")
@org.jmolecules.architecture.hexagonal.SecondaryPort
@org.jspecify.annotations.NullMarked
package io.tieout.delivery.spi;
