package io.tieout.operations.demo;

import io.tieout.operations.demo.Retailer.Line;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The warehouse's side: one confirmation per parcel. */
final class ShipmentFiles {

    private ShipmentFiles() {}

    static DemoFile shipment(String channel, String order, List<Line> lines, Instant at) {
        var content = lines.stream()
                .map(line -> "{\"sku\":\"%s\",\"quantity\":%d}"
                        .formatted(line.article().sku(), line.quantity()))
                .collect(Collectors.joining(","));
        return DemoFile.json(
                "shipment-" + channel + "-" + order + ".json", Retailer.CARRIER, "shipment", Map.of(), """
                {"orderConnection":"%s","orderExternalId":"%s","externalId":"P-%s","location":"WH1","shippedAt":"%s",
                 "carrier":"DHL","trackingNumber":"JJD0%s","lines":[%s]}
                """.formatted(
                                channel, order, order, at, order.replaceAll("[^0-9]", ""), content));
    }
}
