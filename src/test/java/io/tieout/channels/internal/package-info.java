/** Tests of what adapters share. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels.internal;
