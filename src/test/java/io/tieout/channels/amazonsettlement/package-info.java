/** Tests of Amazon's settlement reports. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels.amazonsettlement;
