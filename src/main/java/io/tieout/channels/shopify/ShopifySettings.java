package io.tieout.channels.shopify;

import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import java.net.URI;
import java.util.Optional;

/**
 * What a connection says of its shop.
 *
 * @param connection whose settings they are: {@code domain} (the shop's own), {@code url} in place of it, {@code allowInternal},
 *     {@code apiVersion}, {@code location} (where goods leave from where the shop does not say), {@code returnsLocation},
 *     {@code locationId} and {@code locations} (the shop's numbers of ours: {@code WH1=655441 ST1=655442})
 */
record ShopifySettings(Connection connection) {

    /** The version that this adapter was written against. */
    static final String API_VERSION = "2026-01";

    String apiVersion() {
        return connection.settings().getOrDefault("apiVersion", API_VERSION);
    }

    boolean allowInternal() {
        return Boolean.parseBoolean(connection.settings().get("allowInternal"));
    }

    /** @param path below {@code /admin/api/{version}/} */
    URI admin(String path) {
        var settings = connection.settings();
        var base = settings.containsKey("url") ? settings.get("url") : "https://" + settings.get("domain");
        if (!settings.containsKey("url") && !settings.containsKey("domain")) {
            throw new ProblemException(
                    ChannelProblem.SETTING_INVALID, "Connection " + connection.code() + " names no domain of its shop");
        }
        try {
            return URI.create(base + "/admin/api/" + apiVersion() + "/" + path);
        } catch (IllegalArgumentException odd) {
            throw new ProblemException(
                    ChannelProblem.SETTING_INVALID, "The domain of " + connection.code() + " makes no sense", odd);
        }
    }

    /** Whether the shop can be called at all. */
    boolean callable() {
        return connection.secrets().contains(ShopifyApi.TOKEN)
                && (connection.settings().containsKey("domain")
                        || connection.settings().containsKey("url"));
    }

    Optional<LocationCode> location(String name) {
        var code = connection.settings().get(name);
        try {
            return code == null || code.isBlank() ? Optional.empty() : Optional.of(LocationCode.of(code));
        } catch (IllegalArgumentException noCode) {
            throw new ProblemException(
                    ChannelProblem.SETTING_INVALID,
                    "The setting " + name + " of " + connection.code() + " is no location: " + code,
                    noCode);
        }
    }

    /** The shop's number of one of our locations; the connection's only one where ours is not told. */
    Optional<String> shopLocation(LocationCode ours) {
        for (var pair : connection.settings().getOrDefault("locations", "").split("[\\s,]+")) {
            if (pair.startsWith(ours.value() + "=")) {
                return Optional.of(pair.substring(ours.value().length() + 1));
            }
        }
        return Optional.empty();
    }

    Optional<String> onlyShopLocation() {
        return Optional.ofNullable(connection.settings().get("locationId"));
    }
}
