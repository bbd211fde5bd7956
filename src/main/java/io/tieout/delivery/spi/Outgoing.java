package io.tieout.delivery.spi;

import java.util.UUID;

/**
 * One message to be sent.
 *
 * @param id stays the same over all attempts: the receiver's key against repeats, and the external id in an ERP
 * @param type such as {@code sales-order.released}
 * @param key the business key within which order is kept
 * @param body the CloudEvents envelope as JSON
 * @param answerLost whether an earlier attempt may have arrived
 */
public record Outgoing(UUID id, String type, String key, String body, boolean answerLost) {}
