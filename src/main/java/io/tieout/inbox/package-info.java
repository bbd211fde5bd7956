/** Every message that comes in from anywhere, as it came. */
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "platform", "platform::spi", "access", "exceptions", "exceptions::spi"})
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.inbox;
