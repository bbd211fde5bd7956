package io.tieout.channels.legacy;

import java.nio.charset.Charset;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a till's files are laid out.
 *
 * @param version of this description, told in the outcome of what was read by it
 * @param recordLength of a fixed-width file's records; 0 where they may end early
 * @param decimal the character between units and cents, where amounts have one
 * @param grouping the character between thousands; 0 for none
 * @param currency of all amounts, where no field says it
 * @param headerRow whether the first record of a CSV file names its columns
 * @param type where a record says of what type it is; null where all are of one
 * @param trailer whether a whole file must end with a trailer
 */
record Layout(
        int version,
        Format format,
        Charset charset,
        int recordLength,
        char delimiter,
        char quote,
        char decimal,
        char grouping,
        @Nullable Currency currency,
        boolean headerRow,
        @Nullable Place type,
        boolean trailer,
        Map<String, RecordType> records) {

    Layout {
        records = Map.copyOf(records);
    }

    enum Format {
        FIXED,
        CSV
    }

    /** What a record is to us. */
    enum Role {
        HEADER,
        TRANSACTION,
        LINE,
        TENDER,
        TRAILER,
        IGNORE
    }

    /** The type of a record whose layout has only one. */
    static final String ONLY = "*";

    record RecordType(Role role, Map<String, Field> fields) {
        RecordType {
            fields = Map.copyOf(fields);
        }

        Optional<Field> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }
    }

    /** Where something stands: characters from {@code at} on, or a column by number (both from 1) or by name. */
    record Place(int at, int length, @Nullable String column) {}

    /**
     * One field.
     *
     * @param decimals how many decimals are implied: 2 makes 1234 be 12.34
     * @param overpunch whether the last digit carries the sign, as mainframes write it
     * @param signField another field of the record that says the sign
     * @param negative what that field says where it is negative
     * @param format of a date or time, as java.time writes patterns
     * @param values what the till's words mean in ours
     * @param value what it always is, where it has no place
     */
    record Field(
            @Nullable Place place,
            int decimals,
            boolean overpunch,
            @Nullable String signField,
            java.util.Set<String> negative,
            @Nullable String format,
            Map<String, String> values,
            @Nullable String value) {
        Field {
            negative = java.util.Set.copyOf(negative);
            values = Map.copyOf(values);
        }
    }
}
