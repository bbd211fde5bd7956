/** The main job from end to end, over HTTP alone: as partners, clients and receivers see it. */
@org.jspecify.annotations.NullMarked
package io.tieout.flow;
