package io.tieout.finance.internal;

import io.tieout.finance.Document;
import io.tieout.finance.DocumentCount;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The documents' table. */
@Repository
public class DocumentStore {

    private static final String COLUMNS = """
            id, kind, entity, subject, channel, order_external_id, document_date, total_amount, currency, erp_state,
            erp_destination, erp_number, erp_reason, created_at, message
            """;

    private final JdbcClient jdbc;

    DocumentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param key what it stands for; of one kind there is one document per key */
    void add(Document document, String key) {
        var message = document.message();
        jdbc.sql("""
                        insert into finance.document (id, kind, key, entity, subject, channel, order_external_id, document_date,
                            total_amount, currency, erp_state, created_at, message)
                        values (:id, :kind, :key, :entity, :subject, :channel, :orderExternalId, :documentDate,
                            :total, :currency, :erpState, :createdAt, :message)
                        """)
                .param("id", document.id())
                .param("kind", document.kind().name())
                .param("key", key)
                .param("entity", document.entity().value())
                .param("subject", document.subject().value())
                .param("channel", document.channel(), Types.VARCHAR)
                .param("orderExternalId", document.orderExternalId(), Types.VARCHAR)
                .param("documentDate", document.documentDate())
                .param("total", document.total().amount())
                .param("currency", document.total().currency().getCurrencyCode())
                .param("erpState", document.erpState().name())
                .param("createdAt", document.createdAt().atOffset(ZoneOffset.UTC))
                .param("message", message == null ? null : message.value(), Types.OTHER)
                .update();
    }

    boolean exists(Document.Kind kind, String key) {
        return jdbc.sql("select exists (select 1 from finance.document where kind = ? and key = ?)")
                .params(kind.name(), key)
                .query(Boolean.class)
                .single();
    }

    public Optional<Document> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from finance.document where id = ?")
                .param(id)
                .query((row, _) -> document(row))
                .optional();
    }

    /** Newest first. */
    public List<DocumentCount> unaccepted() {
        return jdbc.sql("""
                        select kind, erp_state, count(*) as documents from finance.document
                        where erp_state <> 'ACCEPTED' group by kind, erp_state order by kind, erp_state
                        """)
                .query((row, _) -> new DocumentCount(
                        Document.Kind.valueOf(row.getString("kind")),
                        Document.ErpState.valueOf(row.getString("erp_state")),
                        row.getLong("documents")))
                .list();
    }

    public Page<Document> list(
            Document.@Nullable Kind kind,
            Document.@Nullable ErpState erpState,
            @Nullable String subject,
            int limit,
            @Nullable String after) {
        var filter = new SqlFilter();
        filter.where("kind = :kind", "kind", kind == null ? null : kind.name());
        filter.where("erp_state = :erpState", "erpState", erpState == null ? null : erpState.name());
        filter.where("subject = :subject", "subject", subject);
        filter.where("id < :after::uuid", "after", after);
        var rows = jdbc.sql("select " + COLUMNS + " from finance.document " + filter.sql() + " order by id desc limit "
                        + (limit + 1))
                .params(filter.parameters())
                .query((row, _) -> document(row))
                .list();
        return Page.of(rows, limit, document -> document.id().toString());
    }

    /** What an ERP accepted stays accepted; a late refusal of an earlier attempt does not undo it. */
    public void answer(
            UUID id, Document.ErpState state, String destination, @Nullable String number, @Nullable String reason) {
        jdbc.sql("""
                        update finance.document set erp_state = :state, erp_destination = :destination,
                            erp_number = coalesce(:number, erp_number), erp_reason = :reason
                        where id = :id and (erp_state <> 'ACCEPTED' or :state = 'ACCEPTED')
                        """)
                .param("state", state.name())
                .param("destination", destination)
                .param("number", number, Types.VARCHAR)
                .param("reason", reason, Types.VARCHAR)
                .param("id", id)
                .update();
    }

    private static Document document(ResultSet row) throws SQLException {
        var message = row.getObject("message", UUID.class);
        return new Document(
                row.getObject("id", UUID.class),
                Document.Kind.valueOf(row.getString("kind")),
                EntityCode.of(row.getString("entity")),
                BusinessKey.of(row.getString("subject")),
                row.getString("channel"),
                row.getString("order_external_id"),
                row.getObject("document_date", LocalDate.class),
                new Money(row.getBigDecimal("total_amount"), Currency.getInstance(row.getString("currency"))),
                Document.ErpState.valueOf(row.getString("erp_state")),
                row.getString("erp_destination"),
                row.getString("erp_number"),
                row.getString("erp_reason"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                message == null ? null : new MessageId(message));
    }
}
