package io.tieout.ui.kit;

import com.vaadin.flow.component.html.Span;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How values look, the same on every page. */
public final class Show {

    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    private static final Pattern AMOUNT =
            Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,6})? (EUR|USD|GBP|CHF|PLN|SEK|DKK|NOK|CZK|JPY)");
    private static final char MINUS = '−';

    private Show() {}

    /** An amount with tabular figures and its currency small beside it. */
    public static Span money(@Nullable Money money) {
        return money == null ? new Span("") : amount(money.amount(), money.currency());
    }

    public static Span amount(@Nullable BigDecimal amount, Currency currency) {
        var span = new Span();
        span.addClassName("amount");
        if (amount != null) {
            var code = new Span(currency.getCurrencyCode());
            code.addClassName("currency");
            span.add(new Span(plain(amount, currency)), code);
        }
        return span;
    }

    /** The figure alone, with grouping, a real minus sign, and at least the currency's own decimals. */
    public static String plain(BigDecimal amount, Currency currency) {
        var digits = Math.max(Math.max(currency.getDefaultFractionDigits(), 0), Math.max(amount.scale(), 0));
        var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setMinusSign(MINUS);
        var format = new DecimalFormat("#,##0", symbols);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(amount);
    }

    public static String plain(Money money) {
        return plain(money.amount(), money.currency());
    }

    public static Span quantity(Quantity quantity) {
        var span = new Span(quantity.toString().replace('-', MINUS));
        span.addClassName("amount");
        return span;
    }

    public static Span count(long count) {
        var span = new Span(String.format(Locale.ROOT, "%,d", count));
        span.addClassName("amount");
        return span;
    }

    /** A value out of a story: an amount looks like an amount, all else as it was told. */
    static Span told(String value) {
        if (!AMOUNT.matcher(value).matches()) {
            return new Span(value);
        }
        var parts = value.split(" ", 2);
        return amount(new BigDecimal(parts[0]), Currency.getInstance(parts[1]));
    }

    /** How long ago, with the exact instant on hover. */
    public static Span ago(@Nullable Instant instant) {
        if (instant == null) {
            return new Span("");
        }
        var span = new Span(relative(instant, Instant.now()));
        span.setTitle(exact(instant));
        span.addClassName("time");
        return span;
    }

    public static String exact(Instant instant) {
        return EXACT.format(instant);
    }

    static String relative(Instant instant, Instant now) {
        var ahead = instant.isAfter(now);
        var length = Duration.between(instant, now).abs();
        String words;
        if (length.toSeconds() < 60) {
            return ahead ? "in a moment" : "just now";
        } else if (length.toMinutes() < 60) {
            words = length.toMinutes() + " min";
        } else if (length.toHours() < 48) {
            words = length.toHours() + " h";
        } else if (length.toDays() < 60) {
            words = length.toDays() + " days";
        } else {
            return EXACT.format(instant).substring(0, 10);
        }
        return ahead ? "in " + words : words + " ago";
    }

    /** A code that people copy: monospaced, copied by a click. */
    public static Span code(@Nullable Object code) {
        if (code == null) {
            return new Span("");
        }
        var span = new Span(code.toString());
        span.addClassName("code");
        span.setTitle("Click to copy");
        span.getElement()
                .executeJs("this.addEventListener('click', () => navigator.clipboard?.writeText($0))", code.toString());
        return span;
    }

    /** An enum constant or a step's name as words: {@code PARTIALLY_SHIPPED} is "Partially shipped". */
    public static String words(Object name) {
        var text = CAMEL.matcher(name.toString())
                .replaceAll(" ")
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ')
                .replace('.', ' ')
                .replace('-', ' ');
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
