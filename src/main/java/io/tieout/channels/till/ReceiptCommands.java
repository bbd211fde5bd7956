package io.tieout.channels.till;

import io.tieout.channels.Connection;
import io.tieout.channels.till.TillTransaction.Line;
import io.tieout.channels.till.TillTransaction.Receipt;
import io.tieout.channels.till.TillTransaction.ReceiptKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Sku;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.RecordSale;
import io.tieout.returns.Disposition;
import io.tieout.returns.RegisterReturn;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns a receipt into a sale and returns: what was sold is one sale under the receipt's number; what came back is one return
 * per original receipt, the first under the receipt's number, further ones with {@code -2} and so on behind it.
 */
public final class ReceiptCommands {

    /** The connection's setting of what becomes of returned goods that the till says nothing of. */
    static final String RETURN_DISPOSITION = "returnDisposition";

    private final Connection connection;
    private final Receipt receipt;
    private final LocationCode store;
    private final ZoneId zone;
    private final Function<String, Sku> skus;
    private final Function<ReceiptKey, Origin> originals;
    private final MessageId message;
    private final Money rounding;
    private final List<PlaceOrder.Tender> paid;
    private final List<PlaceOrder.Tender> refunded;

    /** Under what a receipt was booked: not always by the feed that now names it. */
    public record Origin(ConnectionCode connection, String externalId) {}

    /** A receipt of a till whose receipts are all booked by one feed. */
    public ReceiptCommands(
            Connection connection,
            Receipt receipt,
            LocationCode store,
            ZoneId zone,
            Function<String, Sku> skus,
            MessageId message) {
        this(
                connection,
                receipt,
                store,
                zone,
                skus,
                original -> new Origin(connection.code(), original.externalId()),
                message);
    }

    ReceiptCommands(
            Connection connection,
            Receipt receipt,
            LocationCode store,
            ZoneId zone,
            Function<String, Sku> skus,
            Function<ReceiptKey, Origin> originals,
            MessageId message) {
        this.connection = connection;
        this.receipt = receipt;
        this.store = store;
        this.zone = zone;
        this.skus = skus;
        this.originals = originals;
        this.message = message;
        if (receipt.back().isEmpty()) {
            rounding = receipt.rounding();
            paid = receipt.tenders();
            refunded = List.of();
        } else if (receipt.sold().isEmpty()) {
            rounding = Money.zero(receipt.currency());
            paid = List.of();
            refunded = paidOut(receipt);
        } else {
            rounding = receipt.rounding();
            var split = Tenders.split(receipt.tenders(), worth(receipt.sold()).plus(rounding));
            paid = split.paid();
            refunded = split.refunded();
        }
    }

    private static List<PlaceOrder.Tender> paidOut(Receipt receipt) {
        var out = new ArrayList<>(receipt.tenders().stream()
                .map(tender ->
                        new PlaceOrder.Tender(tender.method(), tender.amount().negated(), tender.reference()))
                .toList());
        if (!receipt.rounding().isZero()) {
            out.add(new PlaceOrder.Tender(Tenders.CASH_ROUNDING, receipt.rounding(), null));
        }
        return out;
    }

    private Money worth(List<Line> lines) {
        return Money.sum(receipt.currency(), lines.stream().map(Line::gross).toList());
    }

    public Optional<RecordSale> sale() {
        var sold = receipt.sold();
        if (sold.isEmpty()) {
            return Optional.empty();
        }
        var key = receipt.key();
        return Optional.of(new RecordSale(
                connection.code(),
                key.externalId(),
                connection.entity(),
                store,
                key.workstation(),
                key.sequenceNumber(),
                TillTransaction.instant(receipt.at(), zone),
                key.businessDate(),
                receipt.currency(),
                sold.stream()
                        .map(line -> new PlaceOrder.Line(
                                line.reference(),
                                skus.apply(line.item()),
                                line.item(),
                                line.title(),
                                line.quantity(),
                                line.net(),
                                line.discount(),
                                line.taxes()))
                        .toList(),
                paid,
                rounding,
                message));
    }

    public List<RegisterReturn> returns() {
        var byOriginal = new LinkedHashMap<Optional<ReceiptKey>, List<Line>>();
        for (var line : receipt.back()) {
            byOriginal
                    .computeIfAbsent(Optional.ofNullable(line.original()), _ -> new ArrayList<>())
                    .add(line);
        }
        var left = new ArrayList<>(refunded);
        var returns = new ArrayList<RegisterReturn>();
        var groups = byOriginal.size();
        byOriginal.forEach((original, lines) -> {
            var number = returns.size() + 1;
            // the last one takes all that is left, so that nothing paid out is lost
            var tenders = number == groups ? List.copyOf(left) : Tenders.take(left, worth(lines));
            returns.add(register(original.orElse(null), lines, tenders, number));
        });
        return returns;
    }

    private RegisterReturn register(
            @Nullable ReceiptKey original, List<Line> lines, List<PlaceOrder.Tender> tenders, int number) {
        var key = receipt.key();
        var from = original == null ? null : originals.apply(original);
        return new RegisterReturn(
                // what another feed of the same till booked is no stranger's order
                from == null ? connection.code() : from.connection(),
                returnNumber(key.externalId(), number),
                connection.entity(),
                from == null ? null : from.connection(),
                from == null ? null : from.externalId(),
                store,
                TillTransaction.instant(receipt.at(), zone),
                key.businessDate(),
                true,
                lines.stream()
                        .map(line -> new RegisterReturn.Line(
                                null,
                                skus.apply(line.item()),
                                line.quantity(),
                                disposition(line.disposal()),
                                line.reason(),
                                line.net(),
                                line.taxes()))
                        .toList(),
                tenders,
                message);
    }

    /** The number of a receipt's n-th return. */
    static String returnNumber(String receipt, int number) {
        return number == 1 ? receipt : receipt + "-" + number;
    }

    private Disposition disposition(@Nullable String disposal) {
        var usual = Disposition.valueOf(
                connection.settings().getOrDefault(RETURN_DISPOSITION, Disposition.RESALEABLE.name()));
        if (disposal == null) {
            return usual;
        }
        return switch (disposal) {
            case "ReturnToStock" -> Disposition.RESALEABLE;
            case "Repair", "Transform" -> Disposition.REFURBISH;
            case "WriteOff", "Waste" -> Disposition.DISPOSE;
            case "ReturnToManufacturer", "ReturnToSupplier" -> Disposition.DAMAGED;
            default -> Disposition.INSPECT;
        };
    }
}
