package io.tieout.ui.kit;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Currency;
import java.util.List;

/**
 * How amounts lead from one total to another, as bars beside their figures: the figures are the table, the bars only show the
 * shape.
 */
public final class Waterfall extends Div {

    /** One bar. */
    public record Step(String label, BigDecimal amount, Kind kind) {}

    /** A total stands on zero, a change on where the bar before it ended. */
    public enum Kind {
        TOTAL,
        CHANGE
    }

    public Waterfall(List<Step> steps, Currency currency) {
        addClassName("waterfall");
        var lowest = BigDecimal.ZERO;
        var highest = BigDecimal.ZERO;
        var level = BigDecimal.ZERO;
        for (var step : steps) {
            level = step.kind == Kind.TOTAL ? step.amount : level.add(step.amount);
            lowest = lowest.min(level);
            highest = highest.max(level);
        }
        var span = highest.subtract(lowest);
        level = BigDecimal.ZERO;
        for (var step : steps) {
            var from = step.kind == Kind.TOTAL ? BigDecimal.ZERO : level;
            level = step.kind == Kind.TOTAL ? step.amount : level.add(step.amount);
            add(row(
                    step,
                    percent(from.min(level).subtract(lowest), span),
                    percent(from.subtract(level).abs(), span),
                    currency));
        }
    }

    private static Div row(Step step, BigDecimal start, BigDecimal width, Currency currency) {
        var bar = new Div();
        bar.addClassNames(
                "bar", step.kind == Kind.TOTAL ? "bar-total" : step.amount.signum() < 0 ? "bar-out" : "bar-in");
        bar.getStyle().set("margin-inline-start", start + "%").set("width", width + "%");
        var track = new Div(bar);
        track.addClassName("track");
        track.getElement().setAttribute("aria-hidden", "true");
        var row = new Div(new Span(step.label), track, Show.amount(step.amount, currency));
        row.addClassNames("waterfall-row", step.kind == Kind.TOTAL ? "waterfall-total" : "waterfall-change");
        return row;
    }

    private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? BigDecimal.ZERO
                : part.multiply(BigDecimal.valueOf(100)).divide(whole, new MathContext(5));
    }
}
