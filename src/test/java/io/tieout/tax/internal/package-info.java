@org.jspecify.annotations.NullMarked
package io.tieout.tax.internal;
