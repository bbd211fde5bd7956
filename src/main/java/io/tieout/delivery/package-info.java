/** The outbound engine: destinations, ordered messages, attempts, webhooks, ERP adapters. */
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
            "catalog",
            "tax",
            "tax::spi",
            "inventory",
            "inventory::events",
            "orders",
            "orders::events",
            "returns",
            "returns::events",
            "finance",
            "finance::events",
            "reconciliation",
            "reconciliation::events"
        })
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.delivery;
