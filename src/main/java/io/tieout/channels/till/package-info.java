/** What tills did, whatever format told it: read by several adapters, booked in one way. */
@org.jmolecules.architecture.hexagonal.Application
@org.jspecify.annotations.NullMarked
package io.tieout.channels.till;
