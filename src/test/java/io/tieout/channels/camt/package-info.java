/** Tests of camt.053 statements. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels.camt;
