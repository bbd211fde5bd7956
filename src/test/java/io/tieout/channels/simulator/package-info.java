/** Tests of the simulator. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels.simulator;
