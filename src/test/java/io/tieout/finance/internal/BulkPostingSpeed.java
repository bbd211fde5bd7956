package io.tieout.finance.internal;

import static io.tieout.finance.internal.FinanceHarness.TODAY;

import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvent.Component;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.FinanceEvents;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** Measures {@link FinanceEvents#postAll}; started by hand, since timed tests prove nothing on a busy machine. */
final class BulkPostingSpeed {

    private static final int EVENTS = 200_000;
    private static final List<String> NAMES =
            List.of("sale.principal", "sale.tax", "sale.shipping", "fee.commission", "facilitator-tax");

    private BulkPostingSpeed() {}

    public static void main(String[] arguments) {
        try (var finance = new FinanceHarness()) {
            for (var run = 1; run <= 3; run++) {
                var started = System.nanoTime();
                var posted = finance.get(FinanceEvents.class).postAll("settlement:run-" + run, events(run));
                var seconds = (System.nanoTime() - started) / 1e9;
                System.out.printf(
                        "%d journals, %d lines in %.1f s: %.0f events/s%n",
                        posted.journals(), posted.lines(), seconds, posted.journals() / seconds);
            }
        }
        System.exit(0);
    }

    private static Iterator<FinanceEvent> events(int run) {
        var subject = BusinessKey.of("settlement:amazon-de:run-" + run);
        return LongStream.rangeClosed(1, EVENTS)
                .mapToObj(row -> new FinanceEvent(
                        "settlement.row",
                        "settlement:amazon-de:run-" + run + ":" + row,
                        EntityCode.of("DE01"),
                        subject,
                        TODAY.minusDays(row * 14 / EVENTS),
                        Instant.EPOCH,
                        null,
                        row,
                        List.of(new Component(
                                NAMES.get((int) (row % NAMES.size())),
                                null,
                                Money.of((row % 97) + ".99", "EUR"),
                                Dimensions.channel("amazon-de").withReference(reference(run, row / NAMES.size()))))))
                .iterator();
    }

    private static String reference(int run, long order) {
        return "30" + run + "-" + (1_000_000 + order * 7919 % 9_000_000) + "-" + (1_000_000 + order);
    }
}
