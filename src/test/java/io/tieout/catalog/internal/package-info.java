@org.jspecify.annotations.NullMarked
package io.tieout.catalog.internal;
