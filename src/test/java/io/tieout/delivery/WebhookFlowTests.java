package io.tieout.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.tieout.inventory.events.StockChanged;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.testing.Receiver;
import io.tieout.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** From the fact to the receiver, on a real database and over real HTTP. */
class WebhookFlowTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final AtomicInteger NEXT = new AtomicInteger();

    private static final TestDatabase.Connection DATABASE = TestDatabase.fresh();
    private static DeliveryNode node;

    private final Receiver receiver = new Receiver();
    private final String code = "hook" + NEXT.incrementAndGet();

    @BeforeAll
    static void start() {
        node = DeliveryNode.start(DATABASE);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void connect() {
        node.webhook(code, "DE01", receiver.url());
    }

    @AfterEach
    void disconnect() {
        node.bean(Destinations.class).remove(code, DeliveryNode.TESTER);
        receiver.close();
    }

    @Test
    void aReleasedOrderArrivesSignedInItsEnvelope() throws Exception {
        node.publish(Facts.released("A1"));

        await().atMost(SOON).until(() -> receiver.taken().size() == 2);
        var call = receiver.taken().getFirst();
        var headers = HttpHeaders.of(call.headers(), (_, _) -> true);
        new Webhook(DeliveryNode.SECRET).verify(call.body(), headers);
        var event = call.event();
        assertThat(event.path("specversion").asString()).isEqualTo("1.0");
        assertThat(event.path("id").asString()).isEqualTo(call.id());
        assertThat(event.path("type").asString()).isEqualTo("io.tieout.sales-order.released.v1");
        assertThat(event.path("subject").asString()).isEqualTo("order:shop:A1");
        assertThat(event.path("sequence").asInt()).isEqualTo(1);
        assertThat(event.path("correlationid").asString()).isNotBlank();
        assertThat(event.path("dataschema").asString()).endsWith("/api/v1/events/sales-order.released/schema");
        assertThat(event.at("/data/total").toString()).isEqualTo("{\"amount\":\"21.90\",\"currency\":\"EUR\"}");
        assertThat(event.at("/data/lines/0/quantity").asInt()).isEqualTo(2);
        assertThat(receiver.taken().get(1).event().path("type").asString())
                .isEqualTo("io.tieout.fulfilment.requested.v1");
        assertThat(receiver.taken().get(1).sequence()).isEqualTo(2);
        await().atMost(SOON).until(() -> node.only(code).state() == Delivery.State.DELIVERED);
        assertThat(node.neighbours().steps).anyMatch(step -> step.what().equals("delivery.delivered"));
    }

    @Test
    void whatIsRolledBackLeavesNothing() {
        assertThatThrownBy(() -> node.bean(org.springframework.transaction.support.TransactionTemplate.class)
                        .executeWithoutResult(_ -> {
                            node.publish(Facts.released("R1"));
                            throw new IllegalStateException("undo");
                        }))
                .hasMessage("undo");

        assertThat(node.bean(Deliveries.class).list(code, null, null, 10, null).items())
                .isEmpty();
    }

    @Test
    void noOrderLeavesWithoutAReservation() {
        assertThatThrownBy(() -> node.jdbc().sql("""
                                insert into delivery.outbound_message (id, destination, key, sequence, type, entity, state,
                                    ready, next_attempt_at, body, correlation, created_at)
                                values (gen_random_uuid(), 'x', 'order:x:1', 1, 'sales-order.released', 'DE01', 'PENDING',
                                    true, now(), '{}', 'c', now())
                                """).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("the_gate");
    }

    @Test
    void eachKeyKeepsItsOrderWhateverFails() throws Exception {
        var seed = Long.getLong("tieout.seed", 20261124L);
        System.out.println("Seed " + seed);
        var random = new Random(seed);
        receiver.answers(_ -> switch (random.nextInt(10)) {
            case 0, 1 -> Receiver.Answer.of(500);
            case 2 -> Receiver.Answer.of(0);
            default -> Receiver.Answer.of(200);
        });
        for (int round = 0; round < 8; round++) {
            for (int key = 0; key < 12; key++) {
                node.publish(round == 0 ? Facts.released("K" + key) : Facts.invoice("K" + key));
            }
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> deliveredCount() == 12 * 9);
        var firstTaken = new HashMap<String, List<Integer>>();
        for (var call : receiver.taken()) {
            var sequences = firstTaken.computeIfAbsent(call.key(), _ -> new ArrayList<>());
            if (!sequences.contains(call.sequence())) {
                sequences.add(call.sequence());
            }
            new Webhook(DeliveryNode.SECRET).verify(call.body(), HttpHeaders.of(call.headers(), (_, _) -> true));
        }
        var inOrder = IntStream.rangeClosed(1, 9).boxed().toList();
        assertThat(firstTaken)
                .hasSize(12)
                .allSatisfy((_, sequences) -> assertThat(sequences).isEqualTo(inOrder));
        assertThat(receiver.calls())
                .as("no attempt overtook an undelivered one")
                .isNotEmpty();
        assertNothingOvertook();
    }

    private void assertNothingOvertook() {
        var reached = new HashMap<String, Integer>();
        for (var call : receiver.calls()) {
            var before = reached.getOrDefault(call.key(), 0);
            assertThat(call.sequence()).isBetween(before, before + 1);
            reached.put(call.key(), call.sequence());
        }
    }

    @Test
    void aDeadMessageHoldsOnlyItsOwnKeyUntilAPersonActs() {
        var mended = new AtomicBoolean();
        receiver.answers(call -> Receiver.Answer.of(call.key().equals("order:shop:D1") && !mended.get() ? 500 : 200));
        node.publish(Facts.released("D1"));
        node.publish(Facts.released("D2"));

        await().atMost(Duration.ofSeconds(40))
                .until(() -> node.bean(Deliveries.class)
                                .list(code, "order:shop:D1", Delivery.State.DEAD, 10, null)
                                .items()
                                .size()
                        == 1);
        var dead = node.bean(Deliveries.class)
                .list(code, "order:shop:D1", Delivery.State.DEAD, 10, null)
                .items()
                .getFirst();
        assertThat(node.bean(Deliveries.class).attempts(dead.id())).hasSize(9);
        assertThat(node.neighbours().raised)
                .anyMatch(item -> item.problem() == DeliveryProblem.DEAD
                        && item.context().get("delivery").equals(dead.id().toString()));
        assertThat(receiver.taken().stream()
                        .filter(call -> call.key().equals("order:shop:D2"))
                        .count())
                .isEqualTo(2);
        assertThat(receiver.calls().stream().filter(call -> call.key().equals("order:shop:D1")))
                .allMatch(call -> call.sequence() == 1);

        mended.set(true);
        node.bean(Deliveries.class).retry(dead.id(), DeliveryNode.TESTER);

        await().atMost(SOON).until(() -> deliveredCount() == 4);
        assertThat(node.neighbours().resolved).anyMatch(key -> key.value().equals("delivery:" + dead.id()));
    }

    @Test
    void whatIsSkippedLetsTheNextGo() {
        receiver.answers(call -> call.sequence() == 1
                ? new Receiver.Answer(422, Map.of(), "{\"code\":\"customer.unknown\",\"message\":\"Who is that?\"}")
                : Receiver.Answer.of(200));
        node.publish(Facts.released("S1"));
        await().atMost(SOON)
                .until(() -> !node.bean(Deliveries.class)
                        .list(code, null, Delivery.State.DEAD, 10, null)
                        .items()
                        .isEmpty());
        var refused = node.bean(Deliveries.class)
                .list(code, null, Delivery.State.DEAD, 10, null)
                .items()
                .getFirst();
        assertThat(refused.lastError()).isEqualTo("customer.unknown: Who is that?");
        assertThat(refused.attempts()).isEqualTo(1);
        assertThat(node.neighbours().raised)
                .anyMatch(item -> item.problem() == DeliveryProblem.DOCUMENT_REFUSED
                        && item.detail().contains("customer.unknown"));

        node.bean(Deliveries.class).skip(refused.id(), "booked by hand", DeliveryNode.TESTER);

        await().atMost(SOON).until(() -> deliveredCount() == 1);
        assertThatThrownBy(() -> node.bean(Deliveries.class).retry(refused.id(), DeliveryNode.TESTER))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aPausedDestinationQueuesAndResumesInOrder() {
        node.bean(Destinations.class).pause(code, DeliveryNode.TESTER);
        node.publish(Facts.released("P1"));
        node.publish(Facts.cancelled("P1", true));
        node.publish(Facts.cancelled("P2", false));
        await().during(Duration.ofMillis(600))
                .atMost(SOON)
                .until(() -> receiver.calls().isEmpty());

        node.bean(Destinations.class).resume(code, DeliveryNode.TESTER);

        await().atMost(SOON).until(() -> deliveredCount() == 3);
        assertThat(receiver.taken()).extracting(Receiver.Call::sequence).containsExactly(1, 2, 3);
    }

    @Test
    void retryAfterIsHonouredForTheWholeDestination() {
        var throttled = new AtomicInteger();
        var times = new ConcurrentHashMap<Integer, Long>();
        receiver.answers(call -> {
            times.putIfAbsent(times.size(), System.nanoTime());
            return throttled.getAndIncrement() == 0
                    ? new Receiver.Answer(429, Map.of("Retry-After", "2"), "")
                    : Receiver.Answer.of(200);
        });
        node.publish(Facts.released("T1"));
        await().atMost(SOON).until(() -> throttled.get() == 1);
        await().atMost(SOON)
                .until(() ->
                        node.only(code).attempts() >= 0 && !receiver.calls().isEmpty());
        node.publish(Facts.released("T2"));

        await().atMost(SOON).until(() -> deliveredCount() == 4);
        assertThat(times.get(1) - times.get(0))
                .isGreaterThan(Duration.ofMillis(1900).toNanos());
    }

    @Test
    void aReceiverThatIsGonePausesTheDestination() {
        receiver.answers(_ -> Receiver.Answer.of(410));
        node.publish(Facts.released("G1"));

        await().atMost(SOON)
                .until(() ->
                        node.bean(Destinations.class).find(code).orElseThrow().paused());
        assertThat(node.neighbours().raised).anyMatch(item -> item.problem() == DeliveryProblem.DESTINATION_GONE);
    }

    @Test
    void bothSecretsSignWhileOneReplacesTheOther() throws Exception {
        var second = "whsec_" + java.util.Base64.getEncoder().encodeToString(new byte[32]);
        var destination = node.bean(Destinations.class).find(code).orElseThrow();
        node.bean(Destinations.class).save(destination, Optional.of(second), DeliveryNode.TESTER);
        node.publish(Facts.released("Q1"));

        await().atMost(SOON).until(() -> receiver.taken().size() == 2);
        // What was under way may still carry the signature of the moment before.
        var call = receiver.taken().getLast();
        var headers = HttpHeaders.of(call.headers(), (_, _) -> true);
        new Webhook(DeliveryNode.SECRET).verify(call.body(), headers);
        new Webhook(second).verify(call.body(), headers);
    }

    @Test
    void redirectsAreNotFollowed() {
        receiver.answers(_ -> new Receiver.Answer(302, Map.of("Location", receiver.url() + "/elsewhere"), ""));
        node.publish(Facts.released("F1"));

        await().atMost(SOON)
                .until(() -> node.bean(Deliveries.class).list(code, null, null, 10, null).items().stream()
                        .anyMatch(
                                delivery -> String.valueOf(delivery.lastError()).contains("redirects")));
        assertThat(receiver.taken()).isEmpty();
    }

    @Test
    void internalAddressesAreRefusedWithoutLeave() {
        for (var url : List.of(
                "http://127.0.0.1:1/x",
                "http://localhost/x",
                "http://10.1.2.3/x",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/x",
                "http://[::ffff:10.0.0.1]/x",
                "http://0x7f000001/x",
                "http://2130706433/x",
                "ftp://example.test/x",
                "file:///etc/passwd",
                "http://user:secret@example.test/x")) {
            var destination = new Destination(
                    "inside", "webhook", Facts.DE01, URI.create(url), false, List.of("*"), Map.of(), false);
            assertThatThrownBy(
                            () -> node.bean(Destinations.class)
                                    .save(destination, Optional.empty(), DeliveryNode.TESTER),
                            url)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.type()).isEqualTo(DeliveryProblem.ADDRESS_REFUSED));
        }
    }

    @Test
    void aClaimOfADeadSenderIsTakenUpAgain() {
        node.bean(Destinations.class).pause(code, DeliveryNode.TESTER);
        node.publish(Facts.released("C1"));
        node.jdbc().sql("""
                        update delivery.outbound_message
                        set claimed_by = gen_random_uuid(), next_attempt_at = now() + interval '2 seconds'
                        where destination = :code and ready
                        """).param("code", code).update();
        node.bean(Destinations.class).resume(code, DeliveryNode.TESTER);

        await().during(Duration.ofMillis(800))
                .atMost(SOON)
                .until(() -> receiver.calls().isEmpty());
        await().atMost(SOON).until(() -> deliveredCount() == 2);
    }

    @Test
    void twoNodesShareTheWorkAndKeepTheOrder() {
        try (var other = DeliveryNode.start(DATABASE)) {
            other.neighbours().secrets.putAll(node.neighbours().secrets);
            for (int round = 0; round < 6; round++) {
                for (int key = 0; key < 20; key++) {
                    (key % 2 == 0 ? node : other)
                            .publish(round == 0 ? Facts.released("N" + key) : Facts.invoice("N" + key));
                }
            }
            await().atMost(Duration.ofSeconds(40)).until(() -> deliveredCount() == 20 * 7);
        }
        assertThat(receiver.calls()).hasSize(20 * 7);
        assertNothingOvertook();
    }

    @Test
    void onlyTheNewestStockFigureIsTold() {
        for (int figure = 1; figure <= 40; figure++) {
            node.publish(
                    new StockChanged(Sku.of("Z-1"), LocationCode.of("WH9"), Quantity.of(figure), Facts.AT),
                    new StockChanged(Sku.of("Z-2"), LocationCode.of("WH9"), Quantity.of("0.5"), Facts.AT));
        }

        await().atMost(SOON)
                .until(() -> receiver.taken().stream()
                        .anyMatch(call -> call.body().contains("\"sku\":\"Z-1\",\"available\":40")));
        assertThat(receiver.taken()).hasSizeLessThan(10);
        assertThat(receiver.taken().getFirst().key()).isEqualTo("stock:WH9");
        assertThat(receiver.taken().getFirst().body()).contains("\"available\":\"0.5\"");
    }

    @Test
    void noSecretEverReachesTheAttemptLog() {
        receiver.answers(call -> new Receiver.Answer(
                500, Map.of(), "your secret is " + DeliveryNode.SECRET + " and Bearer abc.def " + "x".repeat(10_000)));
        node.publish(Facts.released("M1"));

        await().atMost(SOON)
                .until(() -> node.jdbc()
                                .sql(
                                        "select count(*) from delivery.attempt a join delivery.outbound_message m on m.id = a.message"
                                                + " where m.destination = :code")
                                .param("code", code)
                                .query(Long.class)
                                .single()
                        > 0);
        var message = node.bean(Deliveries.class)
                .list(code, null, null, 10, null)
                .items()
                .getLast();
        var attempt = node.bean(Deliveries.class).attempts(message.id()).getFirst();
        assertThat(attempt.status()).isEqualTo(500);
        assertThat(attempt.answer())
                .contains("***")
                .doesNotContain("MfKQ9r8GKYqr")
                .doesNotContain("abc.def");
        assertThat(attempt.answer()).hasSizeLessThan(2100);
    }

    @Test
    void aDocumentNumberIsTakenFromTheAnswerOrLater() {
        receiver.answers(call -> call.event().path("type").asString().contains("invoice")
                ? new Receiver.Answer(200, Map.of(), "{\"documentNumber\":\"ERP-7\"}")
                : Receiver.Answer.of(202));
        var invoice = Facts.invoice("N1");
        node.publish(Facts.released("N1"), invoice);

        await().atMost(SOON).until(() -> deliveredCount() == 3);
        assertThat(node.neighbours().accepted).contains(invoice.document() + " ERP-7");
        var order = node.bean(Deliveries.class)
                .list(code, null, null, 10, null)
                .items()
                .getLast();
        node.bean(Deliveries.class).acknowledge(order.id(), "SO-9", DeliveryNode.TESTER);
        node.bean(Deliveries.class).acknowledge(order.id(), "SO-9", DeliveryNode.TESTER);
        assertThat(node.bean(Deliveries.class).find(order.id()).orElseThrow().documentNumber())
                .isEqualTo("SO-9");
        assertThatThrownBy(() -> node.bean(Deliveries.class).acknowledge(order.id(), "SO-10", DeliveryNode.TESTER))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aTestMessageIsSentAtOnce() {
        var id = node.bean(Destinations.class).test(code, DeliveryNode.TESTER);

        await().atMost(SOON)
                .until(() -> receiver.taken().stream()
                        .anyMatch(call -> UUID.fromString(call.id()).equals(id)));
    }

    @Test
    void unknownThingsAreProblems() {
        assertThatThrownBy(() -> node.bean(Deliveries.class).retry(Ids.next(), DeliveryNode.TESTER))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> node.bean(Destinations.class).pause("nobody", DeliveryNode.TESTER))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void theProofFindsNoGaps() {
        node.publish(Facts.released("I1"));
        var check = node.check("delivery.sequence-without-gaps");

        assertThat(check.check().violations()).isEmpty();
        node.jdbc()
                .sql("insert into delivery.key_sequence (destination, key, last_sequence) values ('gap', 'k', 3)")
                .update();
        assertThat(check.check().violations()).hasSize(1);
        node.jdbc()
                .sql("delete from delivery.key_sequence where destination = 'gap'")
                .update();
    }

    private long deliveredCount() {
        return node.jdbc()
                .sql("select count(*) from delivery.outbound_message where destination = :code and state = 'DELIVERED'")
                .param("code", code)
                .query(Long.class)
                .single();
    }
}
