package io.tieout.channels.square;

import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.returns.Disposition;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a connection says of its seller.
 *
 * @param connection whose settings they are: {@code notificationUrl} (as registered at Square: part of what it signs),
 *     {@code url} in place of Square's own, {@code allowInternal}, {@code apiVersion}, {@code locations} (Square's numbers of
 *     ours: {@code ST1=L6KAX ST2=L7QQZ}), {@code returnDisposition}, {@code pollMinutes}
 */
record SquareSettings(Connection connection) {

    /** The version that this adapter was written against. */
    static final String API_VERSION = "2025-08-20";

    /** The secret with which Square is called. */
    static final String TOKEN = "access-token";

    /** The secret with which Square signs. */
    static final String WEBHOOK = "webhook";

    String apiVersion() {
        return connection.settings().getOrDefault("apiVersion", API_VERSION);
    }

    boolean allowInternal() {
        return Boolean.parseBoolean(connection.settings().get("allowInternal"));
    }

    /** @param path from the root, with its query */
    URI url(String path) {
        try {
            return URI.create(connection.settings().getOrDefault("url", "https://connect.squareup.com") + path);
        } catch (IllegalArgumentException odd) {
            throw new ProblemException(
                    ChannelProblem.SETTING_INVALID, "The url of " + connection.code() + " makes no sense", odd);
        }
    }

    Optional<String> notificationUrl() {
        return Optional.ofNullable(connection.settings().get("notificationUrl"));
    }

    boolean callable() {
        return connection.secrets().contains(TOKEN);
    }

    /** Square's numbers of the locations whose orders are fetched. */
    List<String> squareLocations() {
        return pairs().stream()
                .map(pair -> pair.substring(pair.indexOf('=') + 1))
                .toList();
    }

    Optional<String> squareLocation(LocationCode ours) {
        return pairs().stream()
                .filter(pair -> pair.startsWith(ours.value() + "="))
                .map(pair -> pair.substring(pair.indexOf('=') + 1))
                .findFirst();
    }

    Optional<LocationCode> ourLocation(String square) {
        return pairs().stream()
                .filter(pair -> pair.endsWith("=" + square))
                .map(pair -> LocationCode.of(pair.substring(0, pair.indexOf('='))))
                .findFirst();
    }

    private List<String> pairs() {
        return Arrays.stream(connection.settings().getOrDefault("locations", "").split("[\\s,]+"))
                .filter(pair -> pair.indexOf('=') > 0 && pair.indexOf('=') < pair.length() - 1)
                .toList();
    }

    Disposition returnDisposition() {
        var name = connection.settings().getOrDefault("returnDisposition", Disposition.RESALEABLE.name());
        try {
            return Disposition.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException odd) {
            throw new ProblemException(
                    ChannelProblem.SETTING_INVALID, "returnDisposition of " + connection.code() + " is " + name, odd);
        }
    }

    Duration interval() {
        var minutes = connection.settings().getOrDefault("pollMinutes", "");
        return minutes.matches("[1-9][0-9]{0,3}") ? Duration.ofMinutes(Long.parseLong(minutes)) : Duration.ofMinutes(1);
    }
}
