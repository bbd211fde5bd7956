/** Tests of the outbound engine. */
@org.jspecify.annotations.NullMarked
package io.tieout.delivery.adapter.out.http;
