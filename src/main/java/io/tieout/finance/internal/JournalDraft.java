package io.tieout.finance.internal;

import io.tieout.finance.FinanceEvent;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A journal that balances and has no number yet. */
record JournalDraft(
        UUID id,
        EntityCode entity,
        LocalDate businessDate,
        String eventType,
        String eventKey,
        BusinessKey subject,
        @Nullable MessageId message,
        @Nullable Long sourceRow,
        @Nullable UUID reverses,
        String ruleVersion,
        @Nullable String text,
        Actor proposedBy,
        @Nullable Actor approvedBy,
        List<PostingLine> lines) {

    /** Events post by rules that people approved, so the system stands for them. */
    static final Actor BY_RULES = Actor.system("posting-rules");

    static JournalDraft from(UUID id, FinanceEvent event, Posting.Ready posting, @Nullable Actor approvedBy) {
        return new JournalDraft(
                id,
                event.entity(),
                event.businessDate(),
                event.type(),
                event.key(),
                event.subject(),
                event.message(),
                event.sourceRow(),
                null,
                posting.ruleVersion(),
                null,
                BY_RULES,
                approvedBy,
                posting.lines());
    }

    JournalDraft approvedBy(Actor actor) {
        return new JournalDraft(
                id,
                entity,
                businessDate,
                eventType,
                eventKey,
                subject,
                message,
                sourceRow,
                reverses,
                ruleVersion,
                text,
                proposedBy,
                actor,
                lines);
    }

    /** The sum of its debits in the entity's currency. */
    BigDecimal total() {
        return lines.stream().map(PostingLine::functionalDebit).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
