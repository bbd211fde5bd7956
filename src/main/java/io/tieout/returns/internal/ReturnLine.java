package io.tieout.returns.internal;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.Portion;
import io.tieout.returns.Disposition;
import io.tieout.returns.ReceiptState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a return. Its units share all their facts: where they come to differ, the line is split.
 *
 * @param lineReference the order's line that it takes from; null where it is not covered by one
 * @param stock where the goods stand in our stock because of this line
 * @param claimed whether it takes from what may still come back of the order's line
 * @param part the credit that it is in, from 1; 0 where it is not credited
 */
record ReturnLine(
        @Nullable String lineReference,
        Sku sku,
        Quantity quantity,
        @Nullable Disposition disposition,
        String reason,
        Money net,
        List<PlaceOrder.Tax> taxes,
        Stock stock,
        ReceiptState receipt,
        boolean claimed,
        int part,
        Found found) {

    ReturnLine {
        taxes = List.copyOf(taxes);
    }

    /** What a line has done to our stock so far. */
    enum Stock {
        NONE,
        ON_HAND,
        HOLD,
        /** On its way to the place that keeps stock for the one that took it (R23). */
        TRANSIT,
        /** With us, and the customer's. */
        CUSTOMER
    }

    /**
     * What the receiver found.
     *
     * @param place where the goods are, if elsewhere than the return says
     * @param actual what came instead
     */
    record Found(
            @Nullable LocationCode place,
            @Nullable String serial,
            @Nullable Sku actual) {

        static final Found NOTHING = new Found(null, null, null);
    }

    /** A line as it is announced. */
    static ReturnLine announced(
            @Nullable String lineReference,
            Sku sku,
            Quantity quantity,
            @Nullable Disposition disposition,
            String reason,
            Money net,
            List<PlaceOrder.Tax> taxes) {
        return new ReturnLine(
                lineReference,
                sku,
                quantity,
                disposition,
                reason,
                net,
                taxes,
                Stock.NONE,
                ReceiptState.IN_TRANSIT,
                lineReference != null,
                0,
                Found.NOTHING);
    }

    boolean credited() {
        return part > 0;
    }

    boolean here() {
        return receipt == ReceiptState.RECEIVED;
    }

    Money tax() {
        return Money.sum(
                net.currency(), taxes.stream().map(PlaceOrder.Tax::amount).toList());
    }

    Money gross() {
        return net.plus(tax());
    }

    ReturnLine as(@Nullable Disposition newDisposition) {
        return with(quantity, newDisposition, net, taxes, stock, receipt, claimed, part, found);
    }

    ReturnLine in(Stock newStock) {
        return with(quantity, disposition, net, taxes, newStock, receipt, claimed, part, found);
    }

    ReturnLine worth(Money newNet, List<PlaceOrder.Tax> newTaxes) {
        return with(quantity, disposition, newNet, newTaxes, stock, receipt, claimed, part, found);
    }

    ReturnLine now(ReceiptState newReceipt) {
        return with(quantity, disposition, net, taxes, stock, newReceipt, claimed, part, found);
    }

    ReturnLine found(Found newFound) {
        return with(quantity, disposition, net, taxes, stock, receipt, claimed, part, newFound);
    }

    ReturnLine claiming(boolean nowClaimed) {
        return with(quantity, disposition, net, taxes, stock, receipt, nowClaimed, part, found);
    }

    ReturnLine inPart(int newPart) {
        return with(quantity, disposition, net, taxes, stock, receipt, claimed, newPart, found);
    }

    /** The first so many units, or the rest of them. The two parts sum to the line to the cent. */
    ReturnLine share(Quantity before, Quantity units) {
        var portion = new Portion(quantity, before, units);
        return with(units, disposition, portion.of(net), portion.of(taxes), stock, receipt, claimed, part, found);
    }

    private ReturnLine with(
            Quantity newQuantity,
            @Nullable Disposition newDisposition,
            Money newNet,
            List<PlaceOrder.Tax> newTaxes,
            Stock newStock,
            ReceiptState newReceipt,
            boolean nowClaimed,
            int newPart,
            Found newFound) {
        return new ReturnLine(
                lineReference,
                sku,
                newQuantity,
                newDisposition,
                reason,
                newNet,
                newTaxes,
                newStock,
                newReceipt,
                nowClaimed,
                newPart,
                newFound);
    }
}
