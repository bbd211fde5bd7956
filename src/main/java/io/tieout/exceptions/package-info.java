/** Work items: every failure that a person must fix, with owner, deadline, advice and actions. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "platform", "platform::spi", "access"})
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.exceptions;
