/** Connections to partners and the adapters that translate their messages. */
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
            "catalog::events",
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
            "delivery::spi"
        })
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels;
