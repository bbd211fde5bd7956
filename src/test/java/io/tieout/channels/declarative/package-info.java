/** Declarative adapters. */
@org.jspecify.annotations.NullMarked
package io.tieout.channels.declarative;
