package io.tieout.exceptions;

import io.tieout.kernel.Actor;
import java.time.Instant;

/** What somebody wrote at an item. */
public record WorkItemNote(Instant at, Actor by, String text) {}
