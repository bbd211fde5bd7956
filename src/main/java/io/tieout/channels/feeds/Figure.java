package io.tieout.channels.feeds;

import io.tieout.kernel.Sku;

/**
 * The newest of one thing that a channel is told.
 *
 * @param place a location's code; empty where the channel has one stock
 * @param text by which two figures are compared and shown
 * @param content what the command carries: a part of one of the publishing commands
 */
record Figure(Sku sku, String place, String text, Object content) {}
