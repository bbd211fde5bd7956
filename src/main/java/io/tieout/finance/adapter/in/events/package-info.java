/** What finance hears from operations and mappings. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.finance.adapter.in.events;
