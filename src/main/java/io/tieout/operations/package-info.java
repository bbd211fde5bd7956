/** Trace, integrity proof, dashboards, and replay across modules. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "platform",
            "platform::spi",
            "access",
            "exceptions",
            "exceptions::spi",
            "inbox",
            "inbox::spi",
            "mapping",
            "mapping::events",
            "catalog",
            "tax",
            "inventory",
            "inventory::events",
            "orders",
            "orders::events",
            "returns",
            "returns::events",
            "finance",
            "finance::events",
            "reconciliation",
            "reconciliation::events",
            "delivery",
            "delivery::events",
            "delivery::spi",
            "channels",
            "channels::spi"
        })
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.operations;
