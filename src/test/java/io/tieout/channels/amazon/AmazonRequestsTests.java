package io.tieout.channels.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tieout.channels.Connection;
import io.tieout.channels.simulator.Fault;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.ChannelCommand.PublishAvailability.Figure;
import io.tieout.channels.spi.ChannelCommand.PublishPrices.Price;
import io.tieout.delivery.spi.Outcome;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is sent to Amazon, held against Amazon's own models, and what comes of its answers. */
@IntegrationTest
class AmazonRequestsTests {

    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    @Autowired
    AmazonCommands commands;

    @Autowired
    AmazonPoller poller;

    @Autowired
    AmazonRows rows;

    private final JsonMapper json = JsonMapper.shared();
    private final DirectCalls calls = new DirectCalls();
    private final String unique = Ids.next().toString().substring(24);
    private final Sku pen = Sku.of("PEN-" + unique);
    private PlayedAmazon amazon;
    private Connection connection;

    @BeforeEach
    void start() {
        amazon = new PlayedAmazon();
        connection = new Connection(
                ConnectionCode.of("amz-" + unique),
                "amazon",
                EntityCode.of("DE01"),
                ZoneOffset.UTC,
                new TreeMap<>(Map.of(
                        "sellerId", "AXXXXXXXXXXXX",
                        "marketplaceIds", "A1PA6795UKMFR9",
                        "endpoint", amazon.address(),
                        "tokenUrl", amazon.address() + "/auth/o2/token",
                        "allowInternal", "true",
                        "fbaLocation", "FBA",
                        "returnsLocation", "WH1")),
                List.of("refreshToken"),
                false);
    }

    @AfterEach
    void stop() {
        amazon.close();
        calls.close();
    }

    private Outcome send(ChannelCommand command) {
        return send(command, UUID.randomUUID(), false);
    }

    private Outcome send(ChannelCommand command, UUID id, boolean answerLost) {
        return commands.send(connection, command, id, answerLost, calls).outcome();
    }

    private ChannelCommand.PublishAvailability availability(Figure... figures) {
        return new ChannelCommand.PublishAvailability("availability:" + connection.code(), 1, AT, List.of(figures));
    }

    private Figure figure(String sku, String available) {
        return new Figure(pen, sku, null, Quantity.of(available));
    }

    private ChannelCommand.ConfirmShipment shipment(String from, @Nullable String tracking) {
        return new ChannelCommand.ConfirmShipment(
                "order:" + connection.code() + ":305-1",
                "305-1",
                UUID.fromString("0193f000-0000-7000-8000-000000000001"),
                AT,
                "DHL",
                tracking,
                LocationCode.of(from),
                List.of(new ChannelCommand.Line("305-1-1", pen, Quantity.of(2))));
    }

    private ChannelCommand.PayRefund refund(UUID refund, String amount) {
        return new ChannelCommand.PayRefund(
                "return:" + connection.code() + ":R1",
                refund,
                "305-1",
                "R1",
                Money.of(amount, "EUR"),
                null,
                "unwanted",
                List.of(new ChannelCommand.RefundLine(
                        "305-1-1", pen, Quantity.of(1), Money.of("10.00", "EUR"), Money.of("1.90", "EUR"))));
    }

    @Test
    void aShipmentIsConfirmedAsTheModelSays() throws IOException {
        assertThat(send(shipment("WH1", "TRACK-1"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(send(shipment("WH1", "TRACK-1"))).isInstanceOf(Outcome.Accepted.class);

        var sent = amazon.calls("confirmShipment");
        assertThat(sent.getFirst().path()).isEqualTo("/orders/v0/orders/305-1/shipmentConfirmation");
        var body = json.readTree(sent.getFirst().body());
        assertThat(definition("orders-api-model/ordersV0.json", "ConfirmShipmentRequest")
                        .validate(body))
                .isEmpty();
        assertThat(body.at("/packageDetail/packageReferenceId").asString()).matches("[1-9][0-9]*");
        assertThat(sent.get(1).body())
                .as("a repeat names the same package")
                .isEqualTo(sent.getFirst().body());
    }

    @Test
    void whatAmazonShipsItselfOrCannotTrackIsNotConfirmed_R52() {
        assertThat(send(shipment("FBA", "TRACK-1"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(send(shipment("WH1", null)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("amazon.tracking-missing"));

        assertThat(amazon.calls()).isEmpty();
    }

    @Test
    void availabilityGoesOutAsTheFeedsSchemaSays() throws IOException {
        assertThat(send(availability(figure("PEN", "7"), figure("INK", "-3"), figure("TAPE", "2.5"))))
                .isInstanceOf(Outcome.Accepted.class);

        var feed = amazon.account().feeds().getFirst();
        assertThat(feed.type()).isEqualTo("JSON_LISTINGS_FEED");
        var content = json.readTree(feed.content());
        assertThat(schema("amazon/feeds/listings-feed-schema-v2.json").validate(content))
                .isEmpty();
        content.path("messages")
                .forEach(message -> assertThat(schemaOf("amazon/feeds/listings-feed-message-schema-v2.json")
                                .validate(message))
                        .isEmpty());
        assertThat(content.findValues("quantity").stream().map(JsonNode::asInt)).containsExactly(7, 0, 2);
        assertThat(definition("feeds-api-model/feeds_2021-06-30.json", "CreateFeedSpecification")
                        .validate(json.readTree(
                                amazon.calls("createFeed").getFirst().body())))
                .isEmpty();
        assertThat(definition("feeds-api-model/feeds_2021-06-30.json", "CreateFeedDocumentSpecification")
                        .validate(json.readTree(
                                amazon.calls("createFeedDocument").getFirst().body())))
                .isEmpty();
    }

    @Test
    void merchantStockIsNeverSentForAnOfferThatAmazonFulfils_R52() {
        rows.offers(connection.code(), List.of("PEN-FBA"), AmazonRows.FulfilledBy.AMAZON, AT);

        send(availability(
                figure("PEN-FBA", "7"),
                figure("PEN", "7"),
                new Figure(pen, "PEN-2", LocationCode.of("FBA"), Quantity.of(9))));
        send(availability(figure("PEN-FBA", "8")));

        assertThat(amazon.account().feeds()).hasSize(1);
        assertThat(json.readTree(amazon.account().feeds().getFirst().content()).findValuesAsString("sku"))
                .containsExactly("PEN");
    }

    @Test
    void pricesGoOutAsTheFeedsSchemaSays() throws IOException {
        var command = new ChannelCommand.PublishPrices(
                "prices:" + connection.code(),
                1,
                List.of(
                        new Price(pen, "PEN", Money.of("9.99", "EUR"), null, true, AT, null),
                        new Price(
                                pen,
                                "INK",
                                Money.of("7.50", "EUR"),
                                Money.of("8.00", "EUR"),
                                true,
                                AT,
                                AT.plusSeconds(86400))));

        assertThat(send(command)).isInstanceOf(Outcome.Accepted.class);

        var content = json.readTree(amazon.account().feeds().getFirst().content());
        assertThat(schema("amazon/feeds/listings-feed-schema-v2.json").validate(content))
                .isEmpty();
        assertThat(content.findValues("value_with_tax").stream().map(JsonNode::asString))
                .containsExactly("9.99", "8.0", "7.5");
    }

    @Test
    void anOrderIsAcknowledgedAndItsLinesAreCancelledByFeed() {
        var lines = List.of(new ChannelCommand.Line("305-1-1", pen, Quantity.of(2)));
        var subject = "order:" + connection.code() + ":305-1";

        send(new ChannelCommand.AcknowledgeOrder(subject, "305-1", true, null, lines));
        send(new ChannelCommand.CancelLines(subject, "305-1", "buyer asked", lines));

        assertThat(amazon.account().feeds())
                .hasSize(2)
                .allSatisfy(feed -> assertThat(feed.type()).isEqualTo("POST_ORDER_ACKNOWLEDGEMENT_DATA"));
        assertThat(amazon.account().feeds().getFirst().content())
                .contains("<AmazonOrderID>305-1</AmazonOrderID><StatusCode>Success</StatusCode>");
        assertThat(amazon.account().feeds().getLast().content())
                .contains("<StatusCode>Failure</StatusCode>")
                .contains("<CancelReason>BuyerCanceled</CancelReason>");
        assertThat(commands.parts()).hasSize(3);
    }

    @Test
    void aRefundIsPaidItemByItemAndMustAddUp() {
        var refund = UUID.fromString("0193f000-0000-7000-8000-000000000002");

        assertThat(send(refund(refund, "14.90"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(send(refund(refund, "9.00"))).isInstanceOf(Outcome.Refused.class);

        assertThat(amazon.account().feeds())
                .singleElement()
                .satisfies(feed -> assertThat(feed.content())
                        .contains("<AmazonOrderItemCode>305-1-1</AmazonOrderItemCode>")
                        .contains("<MerchantAdjustmentItemID>" + refund + "</MerchantAdjustmentItemID>")
                        .contains("<Type>Principal</Type><Amount currency=\"EUR\">10.00</Amount>")
                        .contains("<Type>Tax</Type><Amount currency=\"EUR\">1.90</Amount>")
                        .contains("<Type>Shipping</Type><Amount currency=\"EUR\">3.00</Amount>"));
    }

    @Test
    void taxThatAmazonRemitsIsNotRefundedByUs() {
        assertThat(send(refund(UUID.randomUUID(), "10.00"))).isInstanceOf(Outcome.Accepted.class);

        assertThat(amazon.account().feeds().getFirst().content())
                .contains("<Type>Principal</Type><Amount currency=\"EUR\">10.00</Amount>")
                .doesNotContain("<Type>Tax</Type>");
    }

    @Test
    void aRefundWhoseAnswerWasLostIsNotPaidTwice() {
        var id = UUID.randomUUID();
        amazon.fail("/feeds/2021-06-30/feeds", Fault.Kind.LOST_ANSWER, 1);

        assertThat(send(refund(UUID.randomUUID(), "11.90"), id, false)).isInstanceOf(Outcome.Unknown.class);
        var again = send(refund(UUID.randomUUID(), "11.90"), id, true);

        assertThat(amazon.account().feeds()).hasSize(1);
        assertThat(again)
                .isEqualTo(
                        new Outcome.Accepted(amazon.account().feeds().getFirst().id()));
        assertThat(send(refund(UUID.randomUUID(), "11.90"), id, true)).isEqualTo(again);
    }

    @Test
    void throttlingAndRefusalsAreToldApart() {
        amazon.fail("/orders/v0/orders/305-1/shipmentConfirmation", Fault.Kind.THROTTLE, 1);
        assertThat(send(shipment("WH1", "T")))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.after()).hasSeconds(7));
        amazon.fail("/orders/v0/orders/305-1/shipmentConfirmation", Fault.Kind.ERRORS_WITHIN, 1);
        assertThat(send(shipment("WH1", "T"))).isInstanceOf(Outcome.Retry.class);
        amazon.fail("/feeds/2021-06-30/documents", Fault.Kind.TRUNCATED, 1);
        assertThat(send(availability(figure("PEN", "1")))).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void theProcessingReportIsFetchedWhenAmazonIsDone() {
        send(availability(figure("PEN", "7")));
        assertThat(poll("feeds", null).found()).isEmpty();
        var feed = amazon.account().feeds().getFirst();

        amazon.account().end(feed.id(), "DONE", "{\"issues\":[]}");
        var found = poll("feeds", null).found();

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo("feed-result");
            assertThat(json.readTree(one.body()).path("report").asString()).isEqualTo("{\"issues\":[]}");
        });
    }

    @Test
    void reportsAreAskedForListedAndDownloadedOneByOne() throws IOException {
        amazon.account().report("GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE", "Order ID\tx\n");
        amazon.account().report("GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2", "settlement-id\n");

        var listed = poll("reports", null);
        var first = poll("reports", listed.cursor());
        var second = poll("reports", first.cursor());

        assertThat(listed.more()).isTrue();
        assertThat(first.found().getFirst().kind()).isEqualTo("return");
        assertThat(second.found().getFirst().kind()).isEqualTo("settlement");
        assertThat(second.more()).isFalse();
        assertThat(amazon.calls("createReport"))
                .hasSize(2)
                .allSatisfy(call -> assertThat(
                                definition("reports-api-model/reports_2021-06-30.json", "CreateReportSpecification")
                                        .validate(json.readTree(call.body())))
                        .isEmpty());
    }

    @Test
    void amazonsStockIsFetchedAsASnapshot() {
        amazon.account().inventory(Payloads.summary("PEN", 3, 1, 0));

        var page = poll("fba-inventory", null);

        assertThat(page.found()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo("stock");
            assertThat(json.readTree(one.body()).has("asOf")).isTrue();
        });
        assertThat(page.cursor()).isNull();
    }

    @Test
    void ordersThatNotificationsNamedAreFetchedOnceAndThenForgotten() {
        amazon.account().order(Payloads.orderV0("305-1", "2026-11-24T11:30:00Z", "Unshipped", "MFN", "PEN", 1, 0));
        rows.orderChanged(connection.code(), "305-1", AT);
        rows.orderChanged(connection.code(), "305-1", AT.plusSeconds(1));
        rows.orderChanged(connection.code(), "305-gone", AT);
        amazon.fail("/orders/v0/orders/305-1/orderItems", Fault.Kind.ERROR, 1);

        var failed = poll("changed-orders", null);
        assertThat(failed.found()).isEmpty();
        assertThat(failed.trouble()).isNotBlank();
        var page = poll("changed-orders", failed.cursor());

        assertThat(page.found()).hasSize(1);
        assertThat(rows.changedOrders(connection.code(), 10))
                .as("until the page is stored")
                .hasSize(3);
        assertThat(poll("changed-orders", page.cursor()).found()).isEmpty();
        assertThat(rows.changedOrders(connection.code(), 10)).isEmpty();
    }

    /** The names of all parameters that we ask by, and that Amazon's models know. */
    @Test
    void whatIsAskedForByNameIsNamedInTheModels() throws IOException {
        for (var api : List.of("v0", "2026-01-01")) {
            var settings = new TreeMap<>(connection.settings());
            settings.put("ordersApi", api);
            var asked = new Connection(
                    connection.code(),
                    "amazon",
                    connection.entity(),
                    ZoneOffset.UTC,
                    settings,
                    connection.secrets(),
                    false);
            poller.poll(asked, "orders", null, null, calls);
        }
        poll("fba-inventory", null);
        poll("reports", null);
        var known = new TreeMap<String, Set<String>>();
        for (var model : List.of(
                "orders-api-model/ordersV0.json",
                "orders-api-model/orders_2026-01-01.json",
                "fba-inventory-api-model/fbaInventory.json",
                "reports-api-model/reports_2021-06-30.json")) {
            for (var path : model(model).path("paths")) {
                for (var operation : path) {
                    var names =
                            known.computeIfAbsent(operation.path("operationId").asString(""), _ -> new TreeSet<>());
                    operation
                            .path("parameters")
                            .forEach(one -> names.add(one.path("name").asString("")));
                }
            }
        }
        assertThat(amazon.calls().stream().map(PlayedAmazon.Call::operation))
                .contains("getOrders", "searchOrders", "getInventorySummaries", "getReports");
        assertThat(amazon.calls().stream().filter(call -> call.method().equals("GET")))
                .allSatisfy(call -> assertThat(known.get(call.operation()))
                        .as(call.operation())
                        .containsAll(call.query().keySet()));
    }

    private io.tieout.channels.spi.ChannelPoller.Page poll(String stream, @Nullable String cursor) {
        return poller.poll(connection, stream, null, cursor, calls);
    }

    private static JsonNode model(String name) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readAllBytes(Samples.root().resolve("amazon/models-without-examples/" + name)));
    }

    /** A definition of a Swagger 2 model as a JSON schema: its definitions are those of draft 4, by the same references. */
    private static Schema definition(String model, String name) throws IOException {
        var root = (ObjectNode) model(model);
        var schema = JsonMapper.shared().createObjectNode().put("$ref", "#/definitions/" + name);
        schema.set("definitions", root.path("definitions"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema((JsonNode) schema);
    }

    private static Schema schema(String path) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(JsonMapper.shared()
                        .readTree(Files.readAllBytes(Samples.root().resolve(path))));
    }

    private static Schema schemaOf(String path) {
        try {
            return schema(path);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
