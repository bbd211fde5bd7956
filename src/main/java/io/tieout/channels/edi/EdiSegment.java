package io.tieout.channels.edi;

import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One segment.
 *
 * @param elements each with its components; an absent element has none
 */
public record EdiSegment(String tag, List<List<String>> elements) {

    private static final int DIGITS_MAX = 30;

    public EdiSegment {
        elements = List.copyOf(elements);
    }

    /** The element's first component, by its number from 1; empty where nothing stands there. */
    public Optional<String> at(int element) {
        return at(element, 1);
    }

    public Optional<String> at(int element, int component) {
        if (element > elements.size() || component > elements.get(element - 1).size()) {
            return Optional.empty();
        }
        var text = elements.get(element - 1).get(component - 1).strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    public boolean is(String other) {
        return tag.equals(other);
    }

    /** Whether the element says so. */
    public boolean says(int element, String value) {
        return at(element).filter(value::equals).isPresent();
    }

    public String demand(int element) {
        return at(element).orElseThrow(() -> problem(EdiProblem.SEGMENT_MISSING, "lacks element " + element));
    }

    public BigDecimal decimal(int element, int component) {
        var text = at(element, component)
                .orElseThrow(() -> problem(EdiProblem.SEGMENT_MISSING, "lacks element " + element));
        // EDIFACT lets partners agree on a decimal comma; neither standard has a sign for thousands
        var plain = text.replace(',', '.');
        if (plain.length() > DIGITS_MAX || !plain.matches("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)")) {
            throw problem(EdiProblem.FIELD_INVALID, "has element " + element + " that is no number: " + text);
        }
        return new BigDecimal(plain);
    }

    /** A date in eight digits, or in six as older versions have it; a time behind it is left out. */
    public LocalDate date(int element, int component) {
        var text = at(element, component)
                .orElseThrow(() -> problem(EdiProblem.SEGMENT_MISSING, "lacks element " + element));
        try {
            return text.length() == 6
                    ? LocalDate.parse("20" + text, DateTimeFormatter.BASIC_ISO_DATE)
                    : LocalDate.parse(text.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException | IndexOutOfBoundsException noDate) {
            throw problem(EdiProblem.FIELD_INVALID, "has element " + element + " that is no date: " + text);
        }
    }

    public @Nullable String orNull(int element) {
        return at(element).orElse(null);
    }

    public ProblemException problem(EdiProblem problem, String what) {
        return new ProblemException(problem, "Segment " + tag + " " + what);
    }
}
