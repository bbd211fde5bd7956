package io.tieout.channels.events;

import io.tieout.kernel.ConnectionCode;

/** A connection was taken away; its messages stay. */
public record ConnectionRemoved(ConnectionCode connection) {}
