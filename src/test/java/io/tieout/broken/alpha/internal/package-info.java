/** A package without a role. */
@org.jspecify.annotations.NullMarked
package io.tieout.broken.alpha.internal;
