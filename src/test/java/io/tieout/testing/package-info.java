/** What tests share: the database, the clock, the application under test. */
@org.jspecify.annotations.NullMarked
package io.tieout.testing;
