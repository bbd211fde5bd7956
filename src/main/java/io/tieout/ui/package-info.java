/** The browser side: Vaadin views over the modules' published facades. */
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
            "delivery::spi",
            "channels",
            "channels::spi",
            "operations"
        })
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.ui;
