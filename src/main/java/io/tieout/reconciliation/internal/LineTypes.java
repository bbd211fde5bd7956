package io.tieout.reconciliation.internal;

import java.time.LocalDate;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The stored line-type registry. */
@Repository
public class LineTypes {

    private final JdbcClient jdbc;

    LineTypes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The registry of a kind of settlement as it stood on a day. */
    LineTypeRegistry of(String kind, LocalDate on) {
        return new LineTypeRegistry(jdbc.sql("""
                        select pattern, class, side, reference from reconciliation.line_type
                        where kind = :kind and valid_from <= :on and (valid_to is null or valid_to > :on)
                        """)
                .param("kind", kind)
                .param("on", on)
                .query((row, _) -> new LineTypeRegistry.Entry(
                        row.getString("pattern"),
                        new LineType(
                                row.getString("class"),
                                LineType.Side.ofCode(row.getString("side")),
                                LineType.Reference.valueOf(
                                        row.getString("reference").toUpperCase(Locale.ROOT)),
                                true)))
                .list());
    }
}
