package io.tieout.inventory.events;

import io.tieout.inventory.Freshness;
import io.tieout.kernel.LocationCode;
import java.time.Instant;

/** What is offered of all that a location has changes with the freshness of its feed. */
public record LocationGraded(LocationCode location, Freshness.Grade grade, Instant at) {}
