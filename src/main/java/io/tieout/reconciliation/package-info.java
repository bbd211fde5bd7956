/** Settlements, payouts and bank statements, matched to the cent. */
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
            "orders",
            "orders::events",
            "returns",
            "returns::events",
            "finance",
            "finance::events"
        })
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.reconciliation;
