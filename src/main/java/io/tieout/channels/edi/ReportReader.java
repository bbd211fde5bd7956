package io.tieout.channels.edi;

import io.tieout.channels.edi.StoreReport.Line;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads reports of sales and stock: X12 852 and 867, EDIFACT SLSRPT and INVRPT. Pure: no mapping, no master data. */
final class ReportReader {

    static final Set<String> TYPES = Set.of("852", "867", "SLSRPT", "INVRPT");

    /** Who the report is about, by the role of a name: store, ship-to, warehouse, reporting location. */
    private static final Set<String> PLACES = Set.of("ST", "WH", "RL", "SN", "DP", "SL", "GY");

    private final EdiMessage message;
    private final Map<Place, Map<List<String>, Line>> places = new LinkedHashMap<>();
    private @Nullable LocalDate from;
    private @Nullable LocalDate to;
    private @Nullable LocalDate reported;
    private @Nullable String currency;
    private @Nullable String place;
    private List<String> items = List.of();
    private int lines;

    private record Place(@Nullable String code) {}

    private ReportReader(EdiMessage message) {
        this.message = message;
    }

    static List<StoreReport> read(EdiMessage message) {
        var reader = new ReportReader(message);
        message.segments().forEach(message.standard() == EdiMessage.Standard.X12 ? reader::x12 : reader::edifact);
        reader.demandCount();
        return reader.reports();
    }

    private void x12(EdiSegment segment) {
        switch (segment.tag()) {
            case "XQ" -> {
                from = segment.date(2, 1);
                to = segment.at(3).isPresent() ? segment.date(3, 1) : from;
            }
            case "BPT" -> reported = segment.date(3, 1);
            case "DTM" -> {
                switch (segment.demand(1)) {
                    case "090", "193" -> from = segment.date(2, 1);
                    case "091", "194" -> to = segment.date(2, 1);
                    default -> {}
                }
            }
            case "CUR" -> currency = segment.orNull(2);
            case "N1" -> named(segment.at(1), segment.at(4));
            case "LIN" -> {
                lines++;
                items = pairs(segment, 2);
            }
            case "ZA" -> activity(segment);
            case "QTY" -> quantity(segment, segment.demand(1), segment.decimal(2, 1), Map.of());
            case "AMT" -> {
                if (segment.says(1, "5") || segment.says(1, "1")) {
                    add(null, null, null, segment.decimal(2, 1));
                }
            }
            default -> {}
        }
    }

    private void activity(EdiSegment segment) {
        var quantity = segment.at(2).isPresent() ? segment.decimal(2, 1) : BigDecimal.ZERO;
        switch (segment.demand(1)) {
            case "QS" -> add(quantity, null, null, null);
            case "QU" -> add(null, quantity, null, null);
            case "QA" -> add(null, null, quantity, null);
            default -> {}
        }
    }

    private void edifact(EdiSegment segment) {
        switch (segment.tag()) {
            case "DTM" -> {
                switch (segment.demand(1)) {
                    case "356", "90", "194" -> from = segment.date(1, 2);
                    case "357", "91", "206" -> to = segment.date(1, 2);
                    case "137", "366" -> reported = segment.date(1, 2);
                    default -> {}
                }
            }
            case "CUX" -> currency = segment.at(1, 2).orElse(null);
            case "NAD" -> named(segment.at(1), segment.at(2));
            case "LOC" -> {
                // a bin inside the place is no place of its own: what lies in several bins is added up
                if (segment.says(1, "162") || segment.says(1, "18") && items.isEmpty()) {
                    place = segment.at(2).orElse(place);
                    items = List.of();
                }
            }
            case "LIN" -> {
                lines++;
                items = segment.at(3).map(List::of).orElse(List.of());
            }
            case "PIA" -> {
                var more = new ArrayList<>(items);
                for (var element = 2; element <= segment.elements().size(); element++) {
                    segment.at(element).ifPresent(more::add);
                }
                items = more;
            }
            case "QTY" ->
                quantity(
                        segment,
                        segment.demand(1),
                        segment.decimal(1, 2),
                        Map.of("145", "17", "152", "32", "153", "32"));
            case "MOA" -> {
                if (segment.says(1, "203") && !items.isEmpty()) {
                    add(null, null, null, segment.decimal(1, 2));
                }
            }
            case "UNS" -> items = List.of();
            default -> {}
        }
    }

    /** By X12's code of the quantity. @param same what the other standard calls it */
    private void quantity(EdiSegment segment, String code, BigDecimal quantity, Map<String, String> same) {
        if (items.isEmpty() && message.standard() == EdiMessage.Standard.EDIFACT) {
            throw segment.problem(EdiProblem.SEGMENT_MISSING, "belongs to no article");
        }
        switch (same.getOrDefault(code, code)) {
            case "32" -> add(quantity, null, null, null);
            case "76", "61" -> add(null, quantity, null, null);
            case "17" -> add(null, null, quantity, null);
            default -> {}
        }
    }

    private void named(Optional<String> role, Optional<String> code) {
        if (role.filter(PLACES::contains).isPresent() && code.isPresent()) {
            place = code.get();
            items = List.of();
        }
    }

    private static List<String> pairs(EdiSegment segment, int first) {
        var byQualifier = new LinkedHashMap<String, String>();
        for (var element = first; element + 1 <= segment.elements().size(); element += 2) {
            var value = segment.at(element + 1);
            if (segment.at(element).isPresent() && value.isPresent()) {
                byQualifier.putIfAbsent(segment.demand(element), value.get());
            }
        }
        return List.copyOf(byQualifier.values());
    }

    private void add(
            @Nullable BigDecimal sold,
            @Nullable BigDecimal returned,
            @Nullable BigDecimal onHand,
            @Nullable BigDecimal amount) {
        if (items.isEmpty()) {
            throw new ProblemException(
                    EdiProblem.SEGMENT_MISSING,
                    "Message " + message.type() + " " + message.control() + " has a quantity of no article");
        }
        // less than nothing sold came back
        var back = sold != null && sold.signum() < 0 ? sold.negate() : returned;
        var line = new Line(items, sold != null && sold.signum() < 0 ? null : sold, back, onHand, amount);
        places.computeIfAbsent(new Place(place), _ -> new LinkedHashMap<>()).merge(items, line, Line::plus);
    }

    private void demandCount() {
        var said = message.standard() == EdiMessage.Standard.X12
                ? message.first("CTT").filter(total -> total.at(1).isPresent()).map(total -> total.decimal(1, 1))
                : message.all("CNT")
                        .filter(total -> total.says(1, "2"))
                        .findFirst()
                        .map(total -> total.decimal(1, 2));
        if (said.isPresent() && said.get().intValue() != lines) {
            throw new ProblemException(
                    EdiProblem.CONTROL_COUNT,
                    "Message " + message.type() + " " + message.control() + " says " + said.get() + " lines, there are "
                            + lines);
        }
    }

    private List<StoreReport> reports() {
        var last = to != null ? to : reported != null ? reported : from;
        if (last == null) {
            throw new ProblemException(
                    EdiProblem.SEGMENT_MISSING,
                    "Message " + message.type() + " " + message.control() + " says no period and no date");
        }
        var first = from == null || from.isAfter(last) ? last : from;
        var number = message.first("BGM")
                .flatMap(begin -> begin.at(2))
                .or(() -> message.first("BPT").flatMap(begin -> begin.at(2)))
                .orElse(message.control());
        return places.entrySet().stream()
                .map(entry -> new StoreReport(
                        number,
                        entry.getKey().code(),
                        first,
                        last,
                        currency,
                        List.copyOf(entry.getValue().values())))
                .toList();
    }
}
