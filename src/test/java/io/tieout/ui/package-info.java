/** Journeys through the browser side, in a real browser. */
@org.jspecify.annotations.NullMarked
package io.tieout.ui;
