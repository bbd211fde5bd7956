/** Governed mappings between our codes and partners' codes. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "platform", "platform::spi", "access", "exceptions", "exceptions::spi", "inbox"
        })
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.mapping;
