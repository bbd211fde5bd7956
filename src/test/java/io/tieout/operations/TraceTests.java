package io.tieout.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.TraceStep;
import io.tieout.testing.IntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class TraceTests {

    @Autowired
    Trace trace;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transactions;

    private final String number = "T-" + UUID.randomUUID();
    private final BusinessKey order = BusinessKey.of("order:trace:" + number);

    @Test
    void anyIdentifierLeadsToTheWholeStory() {
        transactions.executeWithoutResult(_ -> {
            publish("order.received", order, number);
            publish("order.released", order, "reservation-" + number);
        });
        publish("order.shipped", order, "parcel-" + number);

        for (var identifier : List.of(number, "reservation-" + number, "parcel-" + number, order.value())) {
            assertThat(trace.tell(identifier).steps())
                    .extracting(Story.Step::what)
                    .containsExactly("order.received", "order.released", "order.shipped");
        }
    }

    @Test
    void aTransactionThatRollsBackLeavesNoStep() {
        assertThatThrownBy(() -> transactions.executeWithoutResult(_ -> {
                    publish("order.received", order, number);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(trace.tell(number).steps()).isEmpty();
    }

    @Test
    void anOrdersStoryGoesOnInItsSettlementButNotInThatSettlementsOtherOrders() {
        var settlement = BusinessKey.of("settlement:trace:" + number);
        var other = BusinessKey.of("order:trace:other-" + number);
        publish("settlement.taken", settlement, "s-" + number);
        publish("order.settled", order, settlement.value());
        publish("order.settled", other, settlement.value());

        assertThat(trace.tell(order.value()).steps())
                .extracting(Story.Step::subject)
                .containsExactlyInAnyOrder(settlement.value(), order.value());
    }

    @Test
    void whatIsStillToComeIsSaid() {
        publish("order.released", order, number);

        assertThat(trace.tell(number).awaited()).containsExactly("shipment");
    }

    @Test
    void anUnknownIdentifierHasNoStory() {
        assertThat(trace.tell("nobody-knows-" + number).steps()).isEmpty();
    }

    private void publish(String what, BusinessKey subject, String identifier) {
        events.publishEvent(TraceStep.done(Instant.now(), what, "test", subject, List.of(identifier), Map.of()));
    }
}
