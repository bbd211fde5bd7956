package io.tieout.finance.internal;

import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mappings as one batch sees them: each is asked for once. */
final class CodeBook {

    static final String ANY_PARTNER = "*";

    private record PartnerDay(String partner, LocalDate on) {}

    private record Code(MappingKind kind, String partner, String code, LocalDate on) {}

    private final Mappings mappings;
    private final Map<PartnerDay, Map<String, Resolution.Mapped>> charts = new HashMap<>();
    private final Map<Code, Resolution> codes = new HashMap<>();

    CodeBook(Mappings mappings) {
        this.mappings = mappings;
    }

    Resolution account(String key, @Nullable String channel, LocalDate on) {
        var partner = channel == null ? ANY_PARTNER : channel;
        var mapped = chart(partner, on).get(key);
        return mapped == null ? new Resolution.Unmapped(MappingKind.CHART_OF_ACCOUNTS, key, partner) : mapped;
    }

    /** The key that maps to an account code, if any. */
    Optional<String> keyOf(String account, @Nullable String channel, LocalDate on) {
        return chart(channel == null ? ANY_PARTNER : channel, on).entrySet().stream()
                .filter(entry -> entry.getValue().value().equals(account))
                .map(Map.Entry::getKey)
                .min(String::compareTo);
    }

    private Map<String, Resolution.Mapped> chart(String partner, LocalDate on) {
        return charts.computeIfAbsent(
                new PartnerDay(partner, on),
                day -> mappings.inForce(MappingKind.CHART_OF_ACCOUNTS, day.partner(), day.on()));
    }

    Resolution code(MappingKind kind, String code, @Nullable String channel, LocalDate on) {
        return codes.computeIfAbsent(
                new Code(kind, channel == null ? ANY_PARTNER : channel, code, on),
                wanted -> mappings.resolve(wanted.kind(), wanted.code(), wanted.partner(), wanted.on()));
    }
}
