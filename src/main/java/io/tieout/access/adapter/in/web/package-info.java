/** The door: correlation, bearer keys, sign-in, quotas, idempotency keys, body sizes. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.access.adapter.in.web;
