/** Tests of returns. */
@org.jspecify.annotations.NullMarked
package io.tieout.returns;
