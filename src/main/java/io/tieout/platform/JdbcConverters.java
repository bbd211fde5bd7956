package io.tieout.platform;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postgresql.util.PGobject;
import org.springframework.data.convert.ConverterBuilder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a module's own value types are kept in columns. A module contributes a bean of this type; the beans of all modules
 * together, with the kernel's types, are the conversions of Spring Data JDBC.
 *
 * <pre>{@code
 * @Bean
 * JdbcConverters orderConverters() {
 *     return JdbcConverters.id(OrderId.class, OrderId::new, OrderId::value);
 * }
 * }</pre>
 *
 * @param converters Spring converters that name their types: each reads or writes
 */
public record JdbcConverters(List<?> converters) {

    public JdbcConverters {
        converters = List.copyOf(converters);
    }

    /** A type that is kept in a {@code uuid} column. */
    public static <T> JdbcConverters id(Class<T> type, Function<UUID, T> read, Function<T, UUID> write) {
        return both(UUID.class, type, read, write);
    }

    /** A type that is kept in a {@code text} column. */
    public static <T> JdbcConverters text(Class<T> type, Function<String, T> read, Function<T, String> write) {
        return both(String.class, type, read, write);
    }

    /** A type of any other simple column type. */
    public static <C, T> JdbcConverters both(
            Class<C> column,
            Class<T> type,
            Function<? super C, ? extends T> read,
            Function<? super T, ? extends C> write) {
        var reading = ConverterBuilder.reading(column, type, read::apply);
        var writing = ConverterBuilder.writing(type, column, write::apply);
        return new JdbcConverters(Stream.concat(reading.getConverters().stream(), writing.getConverters().stream())
                .toList());
    }

    /** A type that is kept as a document in a {@code jsonb} column. */
    public static <T> JdbcConverters json(Class<T> type, JsonMapper json) {
        return both(
                PGobject.class, type, column -> json.readValue(column.getValue(), type), value -> jsonb(json, value));
    }

    /** A generic type, such as a list of records, kept in a {@code jsonb} column by way of the raw class that declares it. */
    public static <T> JdbcConverters json(Class<T> rawType, TypeReference<? extends T> type, JsonMapper json) {
        return both(
                PGobject.class,
                rawType,
                column -> json.readValue(column.getValue(), type),
                value -> jsonb(json, value));
    }

    /** These and the others. */
    public JdbcConverters and(JdbcConverters others) {
        return new JdbcConverters(Stream.<Object>concat(converters.stream(), others.converters.stream())
                .toList());
    }

    /** The value as a parameter for a {@code jsonb} column, also for SQL written by hand. */
    public static PGobject jsonb(JsonMapper json, Object value) {
        var column = new PGobject();
        column.setType("jsonb");
        try {
            column.setValue(json.writeValueAsString(value));
        } catch (SQLException impossible) {
            throw new IllegalStateException("PGobject refused its value", impossible);
        }
        return column;
    }
}
