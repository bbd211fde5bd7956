/** Tests of the platform. */
@org.jspecify.annotations.NullMarked
package io.tieout.platform;
