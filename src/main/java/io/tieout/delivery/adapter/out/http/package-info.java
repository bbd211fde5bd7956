/** The guarded HTTP client. */
@org.jmolecules.architecture.hexagonal.SecondaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.delivery.adapter.out.http;
