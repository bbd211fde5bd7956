/** Finance events, posting rules, journals, documents, approvals, periods. */
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
            "orders",
            "orders::events",
            "returns",
            "returns::events"
        })
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.finance;
