package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.amazon.AmazonAnswer.Done;
import io.tieout.channels.amazon.AmazonAnswer.Failed;
import io.tieout.channels.amazon.AmazonAnswer.Refused;
import io.tieout.channels.amazon.AmazonCalls.Call;
import io.tieout.channels.spi.ChannelPoller.Found;
import io.tieout.channels.spi.ChannelPoller.Page;
import io.tieout.channels.spi.ChannelPoller.Window;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is in Amazon's warehouses, as a snapshot: page by page, all with the instant at which the round began. */
@Component
class FbaInventoryStream implements AmazonStream {

    private static final String PATH = "/fba/inventory/v1/summaries";
    private static final Duration EVERY = Duration.ofMinutes(30);

    private final AmazonCalls api;
    private final JsonMapper json;
    private final Clock clock;

    FbaInventoryStream(AmazonCalls api, JsonMapper json, Clock clock) {
        this.api = api;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "fba-inventory";
    }

    @Override
    public boolean on(AmazonSettings settings) {
        return settings.fbaLocation() != null;
    }

    @Override
    public Duration interval(AmazonSettings settings) {
        return EVERY;
    }

    @Override
    public Page poll(
            Connection connection,
            AmazonSettings settings,
            @Nullable Window window,
            @Nullable String cursor,
            PartnerCalls calls) {
        calls.expect("getInventorySummaries", 2, 2);
        var space = cursor == null ? -1 : cursor.indexOf(' ');
        var asOf =
                space < 0 ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : Instant.parse(cursor.substring(0, space));
        var query = new TreeMap<String, String>();
        query.put("details", "true");
        query.put("granularityType", "Marketplace");
        query.put("granularityId", settings.marketplace());
        query.put("marketplaceIds", settings.marketplace());
        if (space >= 0) {
            query.put("nextToken", cursor.substring(space + 1));
        }
        return switch (api.call(connection, calls, Call.get("getInventorySummaries", Priority.STOCK, PATH, query))) {
            case Refused refused
            when space >= 0 ->
                new Page(List.of(), null, false, null, "The snapshot starts again: " + refused.trouble());
            case Failed failed -> AmazonStream.stay(cursor, failed);
            case Done done -> {
                var document = json.createObjectNode().put("asOf", asOf.toString());
                document.set("payload", done.body().path("payload"));
                var empty =
                        done.body().path("payload").path("inventorySummaries").isEmpty();
                var token = done.body().path("pagination").path("nextToken").asString("");
                yield new Page(
                        empty ? List.of() : List.of(new Found("stock", JSON, json.writeValueAsBytes(document))),
                        token.isBlank() ? null : asOf + " " + token,
                        !token.isBlank(),
                        null,
                        null);
            }
        };
    }
}
