/** Order life cycle: reserve first, then release; shipments; cancellation; tills' sales. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "platform",
            "platform::spi",
            "access",
            "exceptions",
            "exceptions::spi",
            "inbox",
            "mapping",
            "mapping::events",
            "catalog",
            "tax",
            "inventory",
            "inventory::events"
        })
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.orders;
