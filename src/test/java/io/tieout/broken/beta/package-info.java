/** The module that alpha must not know, with two roles at once. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"alpha"})
@org.jmolecules.architecture.hexagonal.Application
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.broken.beta;
