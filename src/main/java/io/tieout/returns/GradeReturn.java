package io.tieout.returns;

import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Received goods were inspected. @param reference the inspector's own number: the same again changes nothing */
public record GradeReturn(String reference, List<Line> lines, String reason) {

    public GradeReturn {
        lines = List.copyOf(lines);
    }

    /** @param quantity how many of them; null for all */
    public record Line(
            @Nullable String lineReference,
            Sku sku,
            @Nullable Quantity quantity,
            Disposition disposition) {}
}
