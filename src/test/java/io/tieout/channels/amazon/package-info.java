/** Tests of the amazon adapter. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels.amazon;
