package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connection's settings, read.
 *
 * @param endpoint where the API is; by default that of the first marketplace's region
 * @param ordersApi the version of the Orders API to ask, {@code v0} or {@code 2026-01-01}
 * @param fbaLocation the location that stands for Amazon's warehouses; null where Amazon's own stock is no concern of the hub
 * @param returnsLocation where customers send back what we shipped
 * @param overlap how far each round of polling looks back behind the last one's end
 */
record AmazonSettings(
        @Nullable String sellerId,
        List<String> marketplaces,
        URI endpoint,
        URI tokenUrl,
        boolean allowInternal,
        String ordersApi,
        @Nullable LocationCode fbaLocation,
        @Nullable LocationCode returnsLocation,
        String productType,
        Duration pollEvery,
        Duration overlap,
        Duration firstLook) {

    static final String FBA_LOCATION = "fbaLocation";
    /** The name that this setting had first; still understood. */
    static final String AMAZON_LOCATION = "amazonLocation";

    private static final URI TOKEN_URL = URI.create("https://api.amazon.com/auth/o2/token");

    static AmazonSettings of(Connection connection) {
        var settings = connection.settings();
        var marketplaces = list(settings.get("marketplaceIds"));
        return new AmazonSettings(
                settings.get("sellerId"),
                marketplaces,
                uri(connection, "endpoint", endpoint(marketplaces)),
                uri(connection, "tokenUrl", TOKEN_URL),
                Boolean.parseBoolean(settings.getOrDefault("allowInternal", "false")),
                ordersApi(connection),
                fbaLocation(connection),
                location(connection, "returnsLocation"),
                settings.getOrDefault("productType", "PRODUCT"),
                duration(connection, "pollEvery", Duration.ofMinutes(2)),
                duration(connection, "overlap", Duration.ofMinutes(10)),
                duration(connection, "firstLook", Duration.ofDays(1)));
    }

    static @Nullable LocationCode fbaLocation(Connection connection) {
        var location = location(connection, FBA_LOCATION);
        return location == null ? location(connection, AMAZON_LOCATION) : location;
    }

    /** @throws ProblemException where the connection names no marketplace */
    String marketplace() {
        if (marketplaces.isEmpty()) {
            throw new ProblemException(AmazonProblem.SETTING_INVALID, "The setting marketplaceIds is missing");
        }
        return marketplaces.getFirst();
    }

    /** @throws ProblemException where the connection does not say who the seller is */
    String seller() {
        if (sellerId == null) {
            throw new ProblemException(AmazonProblem.SETTING_INVALID, "The setting sellerId is missing");
        }
        return sellerId;
    }

    private static List<String> list(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
    }

    private static URI endpoint(List<String> marketplaces) {
        var region = marketplaces.stream()
                .flatMap(id -> Marketplaces.region(id).stream())
                .findFirst()
                .orElse(Marketplaces.Region.EU);
        return URI.create("https://sellingpartnerapi-" + region.name().toLowerCase(Locale.ROOT) + ".amazon.com");
    }

    private static URI uri(Connection connection, String name, URI absent) {
        var text = connection.settings().get(name);
        if (text == null) {
            return absent;
        }
        try {
            return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (IllegalArgumentException wrong) {
            throw invalid(name, "is no address: " + text);
        }
    }

    private static String ordersApi(Connection connection) {
        var version = connection.settings().getOrDefault("ordersApi", "v0");
        if (!version.equals("v0") && !version.equals("2026-01-01")) {
            throw invalid("ordersApi", "is neither v0 nor 2026-01-01: " + version);
        }
        return version;
    }

    private static @Nullable LocationCode location(Connection connection, String name) {
        var text = connection.settings().get(name);
        try {
            return text == null || text.isBlank() ? null : LocationCode.of(text);
        } catch (IllegalArgumentException wrong) {
            throw invalid(name, "is no location's code: " + text);
        }
    }

    private static Duration duration(Connection connection, String name, Duration absent) {
        var text = connection.settings().get(name);
        try {
            return text == null ? absent : Duration.parse(text);
        } catch (DateTimeException wrong) {
            throw invalid(name, "is no duration such as PT2M: " + text);
        }
    }

    private static ProblemException invalid(String name, String complaint) {
        return new ProblemException(AmazonProblem.SETTING_INVALID, "The setting " + name + " " + complaint);
    }
}
