/** What must not be: the fixture of the architecture tests. */
@org.jspecify.annotations.NullMarked
package io.tieout.broken;
