/** The JSON forms of the kernel's types. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.platform.internal.json;
