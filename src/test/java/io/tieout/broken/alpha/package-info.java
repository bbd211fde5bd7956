/** A module that may use nothing and uses everything. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.broken.alpha;
