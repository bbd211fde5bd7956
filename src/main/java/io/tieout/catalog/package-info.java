/** Products, locations and legal entities. */
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
            "mapping::spi"
        })
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.catalog;
