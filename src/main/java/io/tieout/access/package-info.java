/** People, roles, API clients and their keys, secrets, and the hash-chained audit log. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "platform", "platform::spi"})
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.access;
