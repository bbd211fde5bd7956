/** How messages are stored, claimed and ended. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.inbox.internal;
