/** The web border: every failure as an RFC 9457 problem, the catalogue of problems, unknown addresses. */
@org.jmolecules.architecture.hexagonal.PrimaryAdapter
@org.jspecify.annotations.NullMarked
package io.tieout.platform.adapter.in.rest;
