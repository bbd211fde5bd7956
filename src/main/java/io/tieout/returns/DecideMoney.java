package io.tieout.returns;

import io.tieout.orders.PlaceOrder;
import java.util.List;

/**
 * A decision about the money of a return, and of nothing else.
 *
 * @param kind refund, store credit, exchange, goodwill or replacement
 * @param goodsKept whether the customer keeps what has not come back (R5)
 * @param replacement what the customer gets instead, where it is an exchange or a replacement; nets and taxes for whole lines
 */
public record DecideMoney(
        ReturnMoney.Kind kind,
        ReturnDecision.Payer payer,
        String reason,
        boolean goodsKept,
        List<PlaceOrder.Line> replacement) {

    public DecideMoney {
        replacement = List.copyOf(replacement);
    }

    public static DecideMoney refund(ReturnDecision.Payer payer, String reason) {
        return new DecideMoney(ReturnMoney.Kind.REFUND, payer, reason, false, List.of());
    }
}
