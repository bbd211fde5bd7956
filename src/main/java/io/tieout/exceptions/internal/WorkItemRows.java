package io.tieout.exceptions.internal;

import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItemNote;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.Ids;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Page;
import io.tieout.platform.ProblemTypes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of the exception queue. */
@Repository
public class WorkItemRows {

    private static final TypeReference<Map<String, String>> CONTEXT = new TypeReference<>() {};
    private static final int DETAIL_LENGTH_MAX = 4000;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final JsonMapper json;
    private final ProblemTypes problems;

    WorkItemRows(JdbcClient jdbc, NamedParameterJdbcTemplate batches, JsonMapper json, ProblemTypes problems) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.problems = problems;
    }

    /** One item to open or to count up. */
    record Raised(UUID id, NewWorkItem item, int times, boolean known, Instant at, Instant dueAt) {}

    @Nullable
    UUID openId(String code, String subject) {
        return jdbc.sql(
                        "select id from exceptions.work_item where code = :code and subject = :subject and state = 'OPEN'")
                .param("code", code)
                .param("subject", subject)
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    void raise(List<Raised> raised) {
        if (raised.isEmpty()) {
            return;
        }
        batches.batchUpdate("""
                insert into exceptions.work_item (id, code, subject, detail, severity, state, owner_role, opened_at, due_at,
                                                  last_seen_at, occurrences, message_id, context)
                values (:id, :code, :subject, :detail, :severity, 'OPEN', :ownerRole, :at, :dueAt, :at, :times, :message,
                        :context::jsonb)
                on conflict (code, subject) where state = 'OPEN' do update set
                    occurrences = work_item.occurrences + excluded.occurrences,
                    last_seen_at = excluded.last_seen_at,
                    detail = excluded.detail,
                    message_id = coalesce(excluded.message_id, work_item.message_id),
                    context = excluded.context,
                    due_at = least(work_item.due_at, excluded.due_at)
                """, raised.stream().map(this::params).toArray(SqlParameterSource[]::new));
        var fresh =
                raised.stream().filter(item -> !item.known()).map(this::params).toArray(SqlParameterSource[]::new);
        if (fresh.length > 0) {
            batches.batchUpdate("""
                    insert into exceptions.work_item_alias (alias, item)
                    select :id, id from exceptions.work_item
                    where code = :code and subject = :subject and state = 'OPEN' and id <> :id
                    """, fresh);
        }
    }

    private SqlParameterSource params(Raised raised) {
        var item = raised.item();
        return new MapSqlParameterSource()
                .addValue("id", raised.id())
                .addValue("code", item.problem().code())
                .addValue("subject", item.subject().value())
                .addValue("detail", storable(item.detail()))
                .addValue("severity", item.severity().name())
                .addValue("ownerRole", item.ownerRole())
                .addValue("at", Timestamp.from(raised.at()))
                .addValue("dueAt", Timestamp.from(raised.dueAt()))
                .addValue("times", raised.times())
                .addValue(
                        "message",
                        item.message() == null ? null : item.message().value(),
                        Types.OTHER)
                .addValue(
                        "context",
                        json.writeValueAsString(new TreeMap<>(item.context())).replace("\\u0000", ""));
    }

    /** Details quote partners' values, and those may hold anything. */
    private static String storable(String text) {
        var clean = text.replace("\0", "");
        return clean.length() <= DETAIL_LENGTH_MAX ? clean : clean.substring(0, DETAIL_LENGTH_MAX);
    }

    /** @return the ids of the items that were open and are closed now: none or one */
    List<UUID> close(
            String code, String subject, @Nullable UUID only, WorkItem.State state, String how, Actor by, Instant now) {
        return jdbc.sql("""
                        update exceptions.work_item
                        set state = :state, outcome = :how, closed_by = :by, closed_at = :now
                        where code = :code and subject = :subject and state = 'OPEN' and (:only::uuid is null or id = :only)
                        returning id
                        """)
                .param("state", state.name())
                .param("how", storable(how))
                .param("by", by.toString())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("code", code)
                .param("subject", subject)
                .param("only", only, Types.OTHER)
                .query(UUID.class)
                .list();
    }

    public Optional<WorkItem> find(UUID id) {
        return jdbc.sql("""
                        select * from exceptions.work_item
                        where id = coalesce((select item from exceptions.work_item_alias where alias = :id), :id)
                        """).param("id", id).query((row, _) -> item(row)).optional();
    }

    public Page<WorkItem> list(WorkItemFilter filter, int limit, @Nullable String after) {
        var byDeadline = filter.state() == WorkItem.State.OPEN;
        var conditions = new ArrayList<String>();
        var params = new HashMap<String, Object>();
        if (filter.state() != null) {
            conditions.add("state = '" + filter.state().name() + "'"); // a literal, so that the partial index serves
        }
        where(conditions, params, "owner_role", filter.ownerRole());
        where(conditions, params, "code", filter.code());
        where(conditions, params, "subject", filter.subject());
        if (after != null) {
            var cursor = Cursor.parse(after);
            conditions.add(byDeadline ? "(due_at, id) > (:at, :after)" : "id < :after");
            params.put("at", cursor.at().atOffset(ZoneOffset.UTC));
            params.put("after", cursor.id());
        }
        var rows = jdbc.sql("select * from exceptions.work_item %s order by %s limit :limit"
                        .formatted(
                                conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions),
                                byDeadline ? "due_at, id" : "id desc"))
                .params(params)
                .param("limit", limit + 1)
                .query((row, _) -> item(row))
                .list();
        return Page.of(rows, limit, item -> new Cursor(item.dueAt(), item.id()).toString());
    }

    private static void where(
            List<String> conditions, Map<String, Object> params, String column, @Nullable String value) {
        if (value != null) {
            conditions.add(column + " = :" + column);
            params.put(column, value);
        }
    }

    public Map<String, Long> openByOwner() {
        var counts = new LinkedHashMap<String, Long>();
        jdbc.sql("""
                        select owner_role, count(*) as items from exceptions.work_item
                        where state = 'OPEN' group by owner_role order by owner_role
                        """).query(row -> {
            counts.put(row.getString("owner_role"), row.getLong("items"));
        });
        return counts;
    }

    public void assign(UUID id, @Nullable String assignee) {
        jdbc.sql("update exceptions.work_item set assignee = :assignee where id = :id")
                .param("assignee", assignee, Types.VARCHAR)
                .param("id", id)
                .update();
    }

    public void addNote(UUID item, WorkItemNote note) {
        jdbc.sql("insert into exceptions.work_item_note (id, item, at, by, text) values (:id, :item, :at, :by, :text)")
                .param("id", Ids.next())
                .param("item", item)
                .param("at", note.at().atOffset(ZoneOffset.UTC))
                .param("by", note.by().toString())
                .param("text", storable(note.text()))
                .update();
    }

    public List<WorkItemNote> notes(UUID item) {
        return jdbc.sql("select at, by, text from exceptions.work_item_note where item = :item order by id")
                .param("item", item)
                .query((row, _) -> new WorkItemNote(
                        row.getTimestamp("at").toInstant(), Actor.parse(row.getString("by")), row.getString("text")))
                .list();
    }

    private WorkItem item(ResultSet row) throws SQLException {
        var code = row.getString("code");
        var problem = problems.find(code);
        var message = row.getObject("message_id", UUID.class);
        var closedAt = row.getTimestamp("closed_at");
        return new WorkItem(
                row.getObject("id", UUID.class),
                code,
                problem.map(type -> type.title()).orElse(code),
                problem.map(type -> type.advice()).orElse(""),
                BusinessKey.of(row.getString("subject")),
                row.getString("detail"),
                NewWorkItem.Severity.valueOf(row.getString("severity")),
                WorkItem.State.valueOf(row.getString("state")),
                row.getString("owner_role"),
                row.getString("assignee"),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("due_at").toInstant(),
                closedAt == null ? null : closedAt.toInstant(),
                row.getString("outcome"),
                row.getInt("occurrences"),
                message == null ? null : new MessageId(message),
                json.readValue(row.getString("context"), CONTEXT),
                List.of());
    }
}
