package io.tieout.tax;

import io.tieout.kernel.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is taxed.
 *
 * @param engine who says so: {@code table} or an engine's name
 * @param provisional whether the entity's engine gave no answer and the table stepped in
 */
public record TaxAnswer(String engine, boolean provisional, List<Line> lines, Money net, Money tax) {

    public TaxAnswer {
        lines = List.copyOf(lines);
    }

    /** @param rate as a fraction; null where several rates make it up */
    public record Line(
            String reference,
            Money net,
            Money tax,
            @Nullable BigDecimal rate) {}

    TaxAnswer asProvisional() {
        return new TaxAnswer(engine, true, lines, net, tax);
    }
}
