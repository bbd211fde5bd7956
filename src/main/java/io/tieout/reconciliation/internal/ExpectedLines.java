package io.tieout.reconciliation.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What settlements are expected to say. */
@Repository
public class ExpectedLines {

    private final JdbcClient jdbc;
    private final LateMatching lateMatching;

    ExpectedLines(JdbcClient jdbc, LateMatching lateMatching) {
        this.jdbc = jdbc;
        this.lateMatching = lateMatching;
    }

    /** What one shipment or return makes due: its lines are collected here, those of the same key and zero ones aside. */
    public static final class Expectation {

        private final String source;
        private final EntityCode entity;
        private final ConnectionCode connection;
        private final String orderReference;
        private final LineType.Side side;
        private final Instant since;
        private final List<Line> lines = new ArrayList<>();

        /** @param source the shipment or return, unique for ever, such as {@code shipment:<id>} */
        public Expectation(
                String source,
                EntityCode entity,
                ConnectionCode connection,
                String orderReference,
                LineType.Side side,
                Instant since) {
            this.source = source;
            this.entity = entity;
            this.connection = connection;
            this.orderReference = orderReference;
            this.side = side;
            this.since = since;
        }

        /** @param component the economic class of the rows that will settle it, such as {@code sale.principal} */
        public void add(@Nullable String item, @Nullable String sku, String component, Money amount) {
            if (!amount.isZero()) {
                lines.add(new Line(item, sku, component, amount.amount(), amount.currency()));
            }
        }

        private record Line(
                @Nullable String item, @Nullable String sku, String component, BigDecimal amount, Currency currency) {}
    }

    /**
     * What a shipment made due is not due after all. What was settled of it already stays settled: the channel takes it back
     * by rows of its own.
     *
     * @param source as it was expected with
     */
    public void withdraw(String source) {
        jdbc.sql("""
                        delete from reconciliation.expected_line e
                         where e.source_key like :prefix and e.source = :source
                           and not exists (select 1 from reconciliation.claim c where c.expected_line_id = e.id)
                        """).param("source", source).param("prefix", source + ":%").update();
    }

    /** The order is paid for by the credit of a return: its shipments are settled by nobody. */
    public void cover(ConnectionCode connection, String orderReference, String source) {
        jdbc.sql("""
                        insert into reconciliation.covered_order (connection, order_reference, source)
                        values (:connection, :reference, :source) on conflict do nothing
                        """)
                .param("connection", connection.value())
                .param("reference", orderReference)
                .param("source", source)
                .update();
    }

    /** Keeps them, once; and matches rows of the order that came too early. */
    public void expect(Expectation expectation) {
        var lines = expectation.lines;
        if (lines.isEmpty()) {
            return;
        }
        var keys = new ArrayList<String>();
        for (var index = 0; index < lines.size(); index++) {
            var line = lines.get(index);
            keys.add(expectation.source + ":" + index + ":" + line.component());
        }
        var added = jdbc.sql("""
                        insert into reconciliation.expected_line (source_key, source, entity, connection, order_reference,
                            item_reference, sku, component, side, amount, currency, expected_since)
                        select key, :source, :entity, :connection, :reference, item, sku, component, :side, amount, currency,
                            :since
                        from unnest(:keys::text[], :items::text[], :skus::text[], :components::text[], :amounts::numeric[],
                            :currencies::text[]) as line (key, item, sku, component, amount, currency)
                        where not (:sale and exists (select 1 from reconciliation.covered_order c
                                                      where c.connection = :connection and c.order_reference = :reference))
                        on conflict (source_key) do nothing
                        """)
                .param("source", expectation.source)
                .param("sale", expectation.side == LineType.Side.SALE)
                .param("entity", expectation.entity.value())
                .param("connection", expectation.connection.value())
                .param("reference", expectation.orderReference)
                .param("side", String.valueOf(expectation.side.code()))
                .param("since", SettlementStore.timestamp(expectation.since))
                .param("keys", keys.toArray(String[]::new))
                .param("items", lines.stream().map(Expectation.Line::item).toArray(String[]::new))
                .param("skus", lines.stream().map(Expectation.Line::sku).toArray(String[]::new))
                .param(
                        "components",
                        lines.stream().map(Expectation.Line::component).toArray(String[]::new))
                .param("amounts", lines.stream().map(Expectation.Line::amount).toArray(BigDecimal[]::new))
                .param(
                        "currencies",
                        lines.stream()
                                .map(line -> line.currency().getCurrencyCode())
                                .toArray(String[]::new))
                .update();
        if (added > 0) {
            lateMatching.match(
                    expectation.connection,
                    expectation.orderReference,
                    lines.getFirst().currency());
        }
    }
}
