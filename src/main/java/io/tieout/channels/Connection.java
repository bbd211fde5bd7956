package io.tieout.channels;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * One partner account that is connected.
 *
 * @param adapter the adapter's name, such as {@code shopify}
 * @param zone in which the account's business dates are reckoned
 * @param secrets names of secrets; the values are kept in {@code access}
 */
public record Connection(
        ConnectionCode code,
        String adapter,
        EntityCode entity,
        ZoneId zone,
        Map<String, String> settings,
        List<String> secrets,
        boolean paused) {

    public Connection {
        settings = Map.copyOf(settings);
        secrets = List.copyOf(secrets);
    }
}
