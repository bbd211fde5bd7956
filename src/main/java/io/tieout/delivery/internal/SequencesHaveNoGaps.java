package io.tieout.delivery.internal;

import io.tieout.exceptions.spi.IntegrityCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages of one key are numbered without gaps, finished in order, and exactly the next one is ready. */
@Component
class SequencesHaveNoGaps implements IntegrityCheck {

    private static final int VIOLATIONS_MAX = 200;

    private final JdbcClient jdbc;

    SequencesHaveNoGaps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "delivery.sequence-without-gaps";
    }

    @Override
    public String statement() {
        return "Per destination and business key, messages are numbered without gaps, and all up to one point are done.";
    }

    /** The oldest numbers of a key may be gone by retention; from the first that is left on, none may be missing. */
    @Override
    public Result check() {
        long checked = jdbc.sql("select count(*) from delivery.key_sequence")
                .query(Long.class)
                .single();
        var violations = jdbc.sql("""
                        with found as (
                            select destination, key, count(*) as messages, min(sequence) as first, max(sequence) as last,
                                coalesce(max(sequence) filter (where state in ('DELIVERED', 'SKIPPED')), min(sequence) - 1)
                                    as done,
                                count(*) filter (where state in ('DELIVERED', 'SKIPPED')) as finished,
                                bool_or(ready and state not in ('DELIVERED', 'SKIPPED')) as has_next
                            from delivery.outbound_message group by destination, key
                        )
                        select k.destination || ' ' || k.key as subject,
                            'numbers up to ' || k.last_sequence || ', done up to ' || k.done_sequence as expected,
                            f.messages || ' messages from ' || f.first || ' to ' || f.last || ', done up to ' || f.done
                                || case when f.done < f.last and not f.has_next then ', none ready' else '' end as actual
                        from found f full join delivery.key_sequence k using (destination, key)
                        where k.key is null
                            or (f.key is null and k.done_sequence < k.last_sequence)
                            or f.messages <> f.last - f.first + 1
                            or f.last <> k.last_sequence
                            or f.done <> k.done_sequence
                            or f.finished <> f.done - f.first + 1
                            or (f.done < f.last and not f.has_next)
                        limit :max
                        """)
                .param("max", VIOLATIONS_MAX)
                .query((row, _) -> new Violation(
                        String.valueOf(row.getString("subject")),
                        String.valueOf(row.getString("expected")),
                        String.valueOf(row.getString("actual"))))
                .list();
        return new Result(checked, violations);
    }
}
