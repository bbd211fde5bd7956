/** What every module stands on: the database and its start, the clock, the web border (problems, correlation, idempotency), commands, and the configuration file's frame. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.platform;
