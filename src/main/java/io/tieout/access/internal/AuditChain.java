package io.tieout.access.internal;

import io.tieout.access.Audit.BrokenLink;
import io.tieout.access.Audit.ChainReport;
import io.tieout.platform.BackgroundLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Links committed entries into the hash chain. One writer at a time, whichever node it is on, by an advisory lock; the deeds
 * themselves never wait for it.
 */
@Repository
public class AuditChain {

    private static final int BATCH = 500;
    private static final int BROKEN_MAX = 100;
    private static final long LOCK = 0x7469656f75744143L;

    private final JdbcClient jdbc;
    private final AuditEntries entries;
    private final TransactionTemplate transactions;
    private final ObjectProvider<BackgroundLoop> loop;

    AuditChain(
            JdbcClient jdbc,
            AuditEntries entries,
            TransactionTemplate transactions,
            @Qualifier("auditChainLoop") ObjectProvider<BackgroundLoop> loop) {
        this.jdbc = jdbc;
        this.entries = entries;
        this.transactions = transactions;
        this.loop = loop;
    }

    private record Head(long position, byte[] hash) {}

    private record Link(long position, @Nullable UUID entry, byte[] previous, byte[] hash, byte[] computed) {}

    public void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                loop.ifAvailable(BackgroundLoop::wake);
            }
        });
    }

    /** Links one batch. @return whether there may be more */
    boolean linkSome() {
        return Boolean.TRUE.equals(transactions.execute(_ -> link()));
    }

    private boolean link() {
        var mine = jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
        if (!mine) {
            return false;
        }
        var waiting = jdbc.sql("""
                        select e.*, null::bigint as position, null::bytea as hash
                        from access.audit_unlinked u join access.audit_entry e on e.id = u.entry
                        order by u.entry limit :batch
                        """)
                .param("batch", BATCH)
                .query((row, _) -> entries.entry(row))
                .list();
        var head = head();
        for (var entry : waiting) {
            var position = head.position() + 1;
            var hash = AuditHash.of(head.hash(), position, entry);
            jdbc.sql("""
                            with linked as (delete from access.audit_unlinked where entry = :entry returning entry)
                            insert into access.audit_link (position, entry, previous_hash, hash)
                            select :position, entry, :previous, :hash from linked
                            """)
                    .param("entry", entry.id())
                    .param("position", position)
                    .param("previous", head.hash())
                    .param("hash", hash)
                    .update();
            head = new Head(position, hash);
        }
        return waiting.size() == BATCH;
    }

    private Head head() {
        return jdbc.sql("select position, hash from access.audit_link order by position desc limit 1")
                .query((row, _) -> new Head(row.getLong("position"), row.getBytes("hash")))
                .optional()
                .orElse(new Head(0, AuditHash.BEGINNING));
    }

    public ChainReport verify() {
        var broken = new ArrayList<BrokenLink>();
        var head = new Head(0, AuditHash.BEGINNING);
        var checked = 0L;
        for (var links = linksAfter(0); !links.isEmpty(); links = linksAfter(head.position())) {
            for (var link : links) {
                check(head, link, broken);
                checked++;
                head = new Head(link.position(), link.hash());
            }
        }
        strangers(broken);
        return new ChainReport(checked, broken.subList(0, Math.min(broken.size(), BROKEN_MAX)));
    }

    private static void check(Head head, Link link, List<BrokenLink> broken) {
        if (broken.size() >= BROKEN_MAX) {
            return;
        }
        var subject = "audit:" + link.position();
        if (link.position() != head.position() + 1) {
            broken.add(new BrokenLink(subject, "position " + (head.position() + 1), "position " + link.position()));
        } else if (!Arrays.equals(link.previous(), head.hash())) {
            broken.add(new BrokenLink(subject, hex(head.hash()), hex(link.previous())));
        } else if (!Arrays.equals(link.hash(), link.computed())) {
            broken.add(new BrokenLink(subject, hex(link.hash()), hex(link.computed())));
        }
    }

    private List<Link> linksAfter(long position) {
        return jdbc.sql("""
                        select l.position, l.entry, l.previous_hash, l.hash,
                               e.id, e.at, e.actor, e.action, e.subject, e.detail, e.correlation_id
                        from access.audit_link l left join access.audit_entry e on e.id = l.entry
                        where l.position > :position order by l.position limit :batch
                        """)
                .param("position", position)
                .param("batch", BATCH)
                .query((row, _) -> {
                    var previous = row.getBytes("previous_hash");
                    var at = row.getLong("position");
                    var gone = row.getObject("id") == null;
                    return new Link(
                            at,
                            row.getObject("entry", UUID.class),
                            previous,
                            row.getBytes("hash"),
                            gone ? new byte[0] : AuditHash.of(previous, at, entries.entry(row)));
                })
                .list();
    }

    /** Entries that are neither linked nor waiting were put there by somebody else. */
    private void strangers(List<BrokenLink> broken) {
        jdbc.sql("""
                        select e.id from access.audit_entry e
                        where not exists (select from access.audit_link l where l.entry = e.id)
                          and not exists (select from access.audit_unlinked u where u.entry = e.id)
                        limit :limit
                        """)
                .param("limit", BROKEN_MAX)
                .query(UUID.class)
                .list()
                .forEach(id -> broken.add(new BrokenLink("audit-entry:" + id, "linked", "never linked")));
    }

    private static String hex(byte[] hash) {
        return hash.length == 0 ? "the entry is gone" : HexFormat.of().formatHex(hash);
    }
}
