/** What delivery tells other modules. */
@org.springframework.modulith.NamedInterface("events")
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.delivery.events;
