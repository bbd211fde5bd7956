/** In-process events that were not heard: why, when to try again, and when to stop trying. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.platform.internal.events;
