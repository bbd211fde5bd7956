/** Messages as they came: read, repair, replay, upload. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.ui.messages;
