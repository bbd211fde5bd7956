package io.tieout.returns.internal;

import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.events.ReturnAccounted.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What we owe for goods that are back and not yet paid for (R6): accrued once, taken back once. */
@Repository
class Accruals {

    private final JdbcClient jdbc;
    private final ReturnEffects effects;

    Accruals(JdbcClient jdbc, ReturnEffects effects) {
        this.jdbc = jdbc;
        this.effects = effects;
    }

    void accrue(CustomerReturn one, Predicate<ReturnLine> of) {
        var lines = one.lines().stream().filter(of).toList();
        var net = Money.sum(one.currency(), lines.stream().map(ReturnLine::net).toList());
        if (!net.isPositive()) {
            return;
        }
        var taxes = lines.stream().flatMap(line -> line.taxes().stream()).toList();
        var number = jdbc.sql("""
                        insert into returns.accrual (return_id, number, net, taxes, open)
                        select :id, coalesce(max(number), 0) + 1, :net, cast(:taxes as jsonb), true
                          from returns.accrual where return_id = :id
                        on conflict do nothing returning number
                        """)
                .param("id", one.id().value())
                .param("net", net.amount())
                .param("taxes", StoredTaxes.write(taxes))
                .query(Integer.class)
                .optional();
        number.ifPresent(
                made -> effects.account(one, "return.accrued", "accrual-" + made, components(net, taxes, false)));
    }

    void reverse(CustomerReturn one) {
        jdbc.sql("""
                        update returns.accrual set open = false where return_id = :id and open
                        returning number, net, taxes
                        """)
                .param("id", one.id().value())
                .query((row, _) -> new Open(
                        row.getInt("number"),
                        new Money(row.getBigDecimal("net"), one.currency()),
                        StoredTaxes.read(row.getString("taxes"), one.currency())))
                .optional()
                .ifPresent(open -> effects.account(
                        one,
                        "return.accrued",
                        "accrual-" + open.number() + "-reversed",
                        components(open.net(), open.taxes(), true)));
    }

    private record Open(int number, Money net, List<PlaceOrder.Tax> taxes) {}

    private static List<Component> components(Money net, List<PlaceOrder.Tax> taxes, boolean reversed) {
        var components = new ArrayList<Component>();
        components.add(new Component("goods", null, reversed ? net.negated() : net, null));
        for (var tax : taxes) {
            components.add(new Component(
                    tax.facilitator() ? "facilitator-tax" : "tax",
                    tax.facilitator() ? null : tax.code(),
                    reversed ? tax.amount().negated() : tax.amount(),
                    null));
        }
        return components;
    }
}
