/** What goes out to channels: the newest figure per SKU, and what each channel has acknowledged of it. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.feeds;
