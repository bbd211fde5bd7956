package io.tieout.access;

import io.tieout.access.internal.AuditChain;
import io.tieout.access.internal.AuditEntries;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.Ids;
import io.tieout.kernel.Page;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The audit log: who did what to what, when; each entry chained to the one before by a hash. */
@Service
public class Audit {

    private final AuditEntries entries;
    private final AuditChain chain;
    private final Clock clock;

    Audit(AuditEntries entries, AuditChain chain, Clock clock) {
        this.entries = entries;
        this.chain = chain;
        this.clock = clock;
    }

    /**
     * Appends an entry in the caller's transaction, so that the deed and its record stand or fall together. Takes no lock:
     * a single writer links the entry into the hash chain right after the commit.
     *
     * @param action past tense, such as {@code mapping.approved}
     * @param detail facts without personal data or secrets
     */
    @Transactional
    public void record(Actor by, String action, String subject, Map<String, String> detail) {
        entries.append(new AuditEntry(
                Ids.next(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                by,
                action,
                subject,
                detail,
                Correlation.current().id(),
                null,
                null));
        chain.wakeAfterCommit();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Page<AuditEntry> list(AuditFilter filter, int limit, @Nullable String after) {
        return entries.list(filter, limit, after);
    }

    /** Recomputes the whole chain from the first entry on. Reads only; entries that wait to be linked are no violation. */
    public ChainReport verifyChain() {
        return chain.verify();
    }

    /** What {@link #verifyChain} found: how many links were looked at, and the first that do not hold. */
    public record ChainReport(long checked, List<BrokenLink> broken) {

        public ChainReport {
            broken = List.copyOf(broken);
        }
    }

    /** A link whose hash, order or entry is not what was written. */
    public record BrokenLink(String subject, String expected, String actual) {}
}
