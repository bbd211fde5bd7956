/** How mapping sets are kept, resolved, and put in force. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.mapping.internal;
