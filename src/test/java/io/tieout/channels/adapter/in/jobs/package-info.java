/** Tests of the watched folder. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels.adapter.in.jobs;
