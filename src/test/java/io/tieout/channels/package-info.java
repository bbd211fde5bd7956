/** Tests of the partners' door. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels;
