@org.jspecify.annotations.NullMarked
package io.tieout.channels.square;
