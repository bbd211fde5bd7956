package io.tieout.channels.amazonsettlement;

import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.ReconciliationProblem;
import io.tieout.reconciliation.SettlementLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Makes canonical lines of the row that the file stands on. */
sealed interface RowReader {

    /** By which the line-type registry is looked up. */
    String kind();

    /** @param otherwise the time of rows that have none */
    void read(Locality locality, Instant otherwise, Queue<SettlementLine> lines);

    /** The columns that both versions have. */
    final class Common {

        private final FlatFile file;
        private final int transactionType;
        private final int order;
        private final int item;
        private final int shipment;
        private final int sku;
        private final int quantity;
        private final int date;
        private final int dateTime;
        private final Map<String, String> types = new HashMap<>();

        Common(FlatFile file) {
            this.file = file;
            this.transactionType = file.column("transaction-type");
            this.order = file.column("order-id");
            this.item = file.column("order-item-code");
            this.shipment = file.column("shipment-id");
            this.sku = file.column("sku");
            this.quantity = file.column("quantity-purchased");
            this.date = file.column("posted-date");
            this.dateTime = file.column("posted-date-time");
        }

        String transactionType() {
            return word(file.cell(transactionType));
        }

        SettlementLine line(
                String amountType, String description, BigDecimal amount, Locality locality, Instant otherwise) {
            var time = file.cell(dateTime) == null ? file.cell(date) : file.cell(dateTime);
            var number = file.cell(quantity);
            return new SettlementLine(
                    file.number(),
                    shared(transactionType() + "/" + amountType + "/" + description),
                    file.cell(order),
                    file.cell(item),
                    file.cell(shipment),
                    file.cell(sku),
                    number == null ? null : locality.amount(number, file.number()),
                    amount,
                    time == null ? otherwise : locality.time(time, file.number()));
        }

        /** The same few types come over and over again. */
        private String shared(String type) {
            return types.computeIfAbsent(type, same -> same);
        }

        static String word(@Nullable String value) {
            return value == null ? "none" : value.replace('/', '-');
        }
    }

    /** One amount per row, with two words of its own. */
    final class V2 implements RowReader {

        private final FlatFile file;
        private final Common common;
        private final int type;
        private final int description;
        private final int amount;

        V2(FlatFile file) {
            this.file = file;
            this.common = new Common(file);
            this.type = file.column("amount-type");
            this.description = file.column("amount-description");
            this.amount = file.column("amount");
        }

        @Override
        public String kind() {
            return "amazon-v2";
        }

        @Override
        public void read(Locality locality, Instant otherwise, Queue<SettlementLine> lines) {
            var value = file.cell(amount);
            if (value == null) {
                throw new ProblemException(
                        file.hasCell(amount) ? ReconciliationProblem.LINE_UNREADABLE : ReconciliationProblem.TRUNCATED,
                        "Row " + file.number() + " has no amount");
            }
            lines.add(common.line(
                    Common.word(file.cell(type)),
                    Common.word(file.cell(description)),
                    locality.amount(value, file.number()),
                    locality,
                    otherwise));
        }
    }

    /** Several pairs of columns for several kinds of amount; rows with the quantity only have none. */
    final class V1 implements RowReader {

        private static final List<String[]> PAIRS = List.of(
                new String[] {"ItemPrice", "price-type", "price-amount"},
                new String[] {"ItemFees", "item-related-fee-type", "item-related-fee-amount"},
                new String[] {"ShipmentFees", "shipment-fee-type", "shipment-fee-amount"},
                new String[] {"OrderFees", "order-fee-type", "order-fee-amount"},
                new String[] {"Promotion", "promotion-type", "promotion-amount"},
                new String[] {"other-transaction", "other-fee-reason-description", "other-fee-amount"},
                new String[] {"DirectPayment", "direct-payment-type", "direct-payment-amount"},
                new String[] {"other-transaction", "", "misc-fee-amount"},
                new String[] {"other-transaction", "", "other-amount"});

        private final FlatFile file;
        private final Common common;

        V1(FlatFile file) {
            this.file = file;
            this.common = new Common(file);
        }

        @Override
        public String kind() {
            return "amazon-v1";
        }

        @Override
        public void read(Locality locality, Instant otherwise, Queue<SettlementLine> lines) {
            for (var pair : PAIRS) {
                var value = file.cell(pair[2]);
                if (value != null) {
                    var named = pair[1].isEmpty() ? null : file.cell(pair[1]);
                    var description = named == null ? common.transactionType() : Common.word(named);
                    // Advertising is a fee of its own here, and an amount type of its own in version 2.
                    var type = description.equals("Cost of Advertising") ? description : pair[0];
                    lines.add(
                            common.line(type, description, locality.amount(value, file.number()), locality, otherwise));
                }
            }
        }
    }
}
