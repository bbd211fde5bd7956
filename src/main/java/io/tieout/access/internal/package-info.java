/** Rows, keys and rules of people, clients, secrets and the audit log; the configuration file's frame. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.access.internal;
