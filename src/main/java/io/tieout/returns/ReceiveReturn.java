package io.tieout.returns;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goods of a return are physically here.
 *
 * @param reference the receiver's own number: the same again changes nothing
 * @param complete whether no more is to come: what was announced and is not here is then missing (R11)
 */
public record ReceiveReturn(
        String reference,
        LocationCode location,
        Instant at,
        boolean complete,
        List<Line> lines,
        @Nullable MessageId message) {

    public ReceiveReturn {
        lines = List.copyOf(lines);
    }

    /**
     * @param sku as announced
     * @param disposition what state they are in; null until inspected
     * @param actual what was in the box instead, where it is known (R10)
     * @param serial of a single unit
     * @param expires the date on the goods
     */
    public record Line(
            @Nullable String lineReference,
            Sku sku,
            Quantity quantity,
            @Nullable Disposition disposition,
            @Nullable Sku actual,
            @Nullable String serial,
            @Nullable LocalDate expires) {}
}
