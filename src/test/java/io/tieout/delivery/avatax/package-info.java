@org.jspecify.annotations.NullMarked
package io.tieout.delivery.avatax;
