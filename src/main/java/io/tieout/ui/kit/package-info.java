/** What all pages are made of: lists, chips, amounts, the story. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.ui.kit;
