package io.tieout.finance.internal;

import io.tieout.kernel.Actor;
import io.tieout.kernel.Ids;
import io.tieout.kernel.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** From what amount on a journal of an entity needs a second person. */
@Repository
public class ApprovalThresholds {

    /** Journals of people and clients. */
    static final String MANUAL = "journal";
    /** Journals that rules make of events. */
    static final String EVENT = "event-journal";

    private static final String COLUMNS = "id, entity, kind, amount, currency, state, proposed_by, decided_by";

    /** One threshold and where it stands. */
    public record Threshold(
            UUID id,
            String entity,
            String kind,
            Money over,
            String state,
            Actor proposedBy,
            @Nullable Actor decidedBy) {}

    private record Key(String entity, String kind) {}

    /** The thresholds in force as one batch sees them. */
    static final class View {

        private final Map<Key, Money> over = new HashMap<>();

        boolean needsApproval(JournalDraft draft, String kind) {
            var threshold = over.get(new Key(draft.entity().value(), kind));
            return threshold != null && draft.total().compareTo(threshold.amount()) > 0;
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    ApprovalThresholds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    View view() {
        var view = new View();
        inForce().forEach(threshold -> view.over.put(new Key(threshold.entity(), threshold.kind()), threshold.over()));
        return view;
    }

    List<Threshold> inForce() {
        return jdbc.sql("select " + COLUMNS
                        + " from finance.approval_threshold where state = 'IN_FORCE' order by entity, kind")
                .query((row, _) -> threshold(row))
                .list();
    }

    public List<Threshold> list() {
        return jdbc.sql("select " + COLUMNS + " from finance.approval_threshold order by id desc limit 500")
                .query((row, _) -> threshold(row))
                .list();
    }

    Optional<Threshold> lock(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from finance.approval_threshold where id = ? for update")
                .param(id)
                .query((row, _) -> threshold(row))
                .optional();
    }

    /** A newer proposal takes the place of one that still waits. */
    UUID propose(String entity, String kind, Money over, Actor by) {
        var id = Ids.next();
        jdbc.sql("""
                        update finance.approval_threshold set state = 'SUPERSEDED'
                        where entity = ? and kind = ? and state = 'SUBMITTED'
                        """).params(entity, kind).update();
        jdbc.sql("""
                        insert into finance.approval_threshold (id, entity, kind, amount, currency, state, proposed_by, proposed_at)
                        values (?, ?, ?, ?, ?, 'SUBMITTED', ?, ?)
                        """)
                .params(id, entity, kind, over.amount(), over.currency().getCurrencyCode(), by.toString(), now())
                .update();
        return id;
    }

    void putInForce(Threshold threshold, Actor by) {
        jdbc.sql("""
                        update finance.approval_threshold set state = 'SUPERSEDED'
                        where entity = ? and kind = ? and state = 'IN_FORCE'
                        """).params(threshold.entity(), threshold.kind()).update();
        decide(threshold.id(), "IN_FORCE", by);
    }

    void decide(UUID id, String state, Actor by) {
        jdbc.sql("update finance.approval_threshold set state = ?, decided_by = ?, decided_at = ? where id = ?")
                .params(state, by.toString(), now(), id)
                .update();
    }

    private static Threshold threshold(ResultSet row) throws SQLException {
        var decidedBy = row.getString("decided_by");
        return new Threshold(
                row.getObject("id", UUID.class),
                row.getString("entity"),
                row.getString("kind"),
                new Money(row.getBigDecimal("amount"), Currency.getInstance(row.getString("currency"))),
                row.getString("state"),
                Actor.parse(row.getString("proposed_by")),
                decidedBy == null ? null : Actor.parse(decidedBy));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
