package io.tieout.channels.events;

import io.tieout.channels.Connection;

/** A connection was made or changed. @param wasPaused before; one that is new was not paused */
public record ConnectionSaved(Connection connection, boolean wasPaused) {}
