package io.tieout.channels.declarative;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Jsonata.JFunction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decimal arithmetic for expressions: JSONata's own operators reckon in binary floating point, which no amount of money may
 * pass through. {@code $plus}, {@code $minus}, {@code $times}, {@code $divided(a, b, digits)}, {@code $rounded(a, digits)}
 * and {@code $total(list)} take numbers or texts and give a text; what is absent stays absent, and the total of nothing is 0.
 */
final class ExactNumbers {

    private static final int LENGTH_MAX = 64;
    private static final int DIGITS_MAX = 40;

    private ExactNumbers() {}

    static void bind(Frame frame) {
        frame.bind("plus", pairwise(BigDecimal::add));
        frame.bind("minus", pairwise(BigDecimal::subtract));
        frame.bind("times", pairwise(BigDecimal::multiply));
        frame.bind("total", new JFunction((_, arguments) -> total(argument(arguments, 0)), null));
        frame.bind("rounded", new JFunction((_, arguments) -> rounded(arguments), null));
        frame.bind("divided", new JFunction((_, arguments) -> divided(arguments), null));
    }

    private interface Operation {
        BigDecimal apply(BigDecimal one, BigDecimal other);
    }

    private static JFunction pairwise(Operation operation) {
        return new JFunction(
                (_, arguments) -> {
                    var one = exact(argument(arguments, 0));
                    var other = exact(argument(arguments, 1));
                    return one == null || other == null ? null : text(operation.apply(one, other));
                },
                null);
    }

    private static String total(@Nullable Object addends) {
        var sum = BigDecimal.ZERO;
        for (var addend : addends instanceof List<?> list ? list : addends == null ? List.of() : List.of(addends)) {
            var exact = exact(addend);
            sum = exact == null ? sum : sum.add(exact);
        }
        return text(sum);
    }

    private static @Nullable String rounded(List<?> arguments) {
        var number = exact(argument(arguments, 0));
        return number == null ? null : text(number.setScale(digits(argument(arguments, 1)), RoundingMode.HALF_UP));
    }

    private static @Nullable String divided(List<?> arguments) {
        var dividend = exact(argument(arguments, 0));
        var divisor = exact(argument(arguments, 1));
        if (dividend == null || divisor == null) {
            return null;
        }
        if (divisor.signum() == 0) {
            throw failed("$divided: the divisor is 0");
        }
        return text(dividend.divide(divisor, digits(argument(arguments, 2)), RoundingMode.HALF_UP));
    }

    private static int digits(@Nullable Object argument) {
        if (argument instanceof Number number && number.intValue() >= 0 && number.intValue() <= 12) {
            return number.intValue();
        }
        throw failed("The number of digits must be between 0 and 12");
    }

    private static @Nullable BigDecimal exact(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof String || value instanceof Number) {
            var text = value.toString().strip();
            if (text.length() <= LENGTH_MAX && text.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")) {
                var number = new BigDecimal(text);
                if (number.precision() <= DIGITS_MAX && Math.abs(number.scale()) <= DIGITS_MAX) {
                    return number;
                }
            }
        }
        throw failed("No decimal number of at most " + DIGITS_MAX + " digits: " + shortened(value));
    }

    private static String text(BigDecimal number) {
        return number.toPlainString();
    }

    private static String shortened(Object value) {
        var text = value instanceof String || value instanceof Number ? value.toString() : "a list or an object";
        return text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX) + "…";
    }

    static @Nullable Object argument(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }

    static JException failed(String words) {
        return new JException("D3137", -1, words);
    }
}
