/** Finance on a real database, without the other modules. */
@org.jspecify.annotations.NullMarked
package io.tieout.finance.internal;
