package io.tieout.finance.internal;

import io.tieout.finance.Document;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.events.CreditMemoTriggered;
import io.tieout.finance.events.InvoiceTriggered;
import io.tieout.finance.events.JournalPosted;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.TraceStep;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Makes the documents of what was posted and tells other modules, in the transaction of the posting. */
@Component
class FinanceTelling {

    private static final String BY = "finance";

    private final DocumentStore documents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    FinanceTelling(DocumentStore documents, ApplicationEventPublisher events, Clock clock) {
        this.documents = documents;
        this.events = events;
        this.clock = clock;
    }

    /** A journal that is a document of its own: the document's id is the journal's. */
    void journalPosted(PostedJournal journal, Currency functional) {
        var draft = journal.draft();
        var now = clock.instant();
        var first = draft.lines().getFirst().dimensions();
        journalDocument(
                journal.document(),
                draft.eventKey(),
                draft.entity(),
                draft.subject(),
                first,
                journal.postedOn(),
                new Money(draft.total(), functional),
                now,
                draft.message());
        var lines = draft.lines().stream()
                .filter(line -> line.functional().signum() != 0)
                .map(line -> new JournalPosted.Line(
                        line.account(), line.key(), line.functionalDebit(), line.functionalCredit(), line.dimensions()))
                .toList();
        events.publishEvent(new JournalPosted(
                journal.document(),
                draft.subject(),
                draft.entity(),
                journal.postedOn(),
                journal.period().toString(),
                draft.eventType(),
                journal.number(),
                journal.number(),
                1,
                functional,
                lines,
                now,
                draft.message()));
        tell(
                "journal.posted",
                draft.subject(),
                draft.message(),
                now,
                identifiers(journal.number(), draft.id(), first.reference()),
                Map.of(
                        "number", journal.number(),
                        "event", draft.eventType(),
                        "postedOn", journal.postedOn().toString(),
                        "amount", new Money(draft.total(), functional).toString()));
    }

    void journalDocument(
            UUID id,
            String key,
            EntityCode entity,
            BusinessKey subject,
            Dimensions dimensions,
            LocalDate date,
            Money total,
            Instant now,
            @Nullable MessageId message) {
        documents.add(
                new Document(
                        id,
                        Document.Kind.JOURNAL,
                        entity,
                        subject,
                        dimensions.channel(),
                        dimensions.reference(),
                        date,
                        total,
                        Document.ErpState.PENDING,
                        null,
                        null,
                        null,
                        now,
                        message),
                key);
    }

    /** The invoice of a shipment or the credit memo of a return, with tax codes of ours. */
    void documentTriggered(EventQueue.Claimed claimed, DocumentDraft draft, Map<String, String> taxCodes) {
        var event = claimed.event();
        var kind = Document.Kind.valueOf(draft.kind());
        var now = clock.instant();
        var total = Money.of(draft.total(), draft.currency());
        var document = new Document(
                Ids.next(),
                kind,
                event.entity(),
                event.subject(),
                draft.channel(),
                draft.orderExternalId(),
                event.businessDate(),
                total,
                Document.ErpState.PENDING,
                null,
                null,
                null,
                now,
                event.message());
        documents.add(document, event.key());
        var lines = draft.lines().stream()
                .map(line -> documentLine(line, draft.currency(), taxCodes))
                .toList();
        var invoice = kind == Document.Kind.INVOICE;
        if (invoice) {
            events.publishEvent(new InvoiceTriggered(
                    document.id(),
                    event.subject(),
                    event.entity(),
                    draft.channel(),
                    Objects.requireNonNull(draft.orderExternalId()),
                    draft.reference(),
                    event.businessDate(),
                    now,
                    total,
                    lines,
                    event.message()));
        } else {
            events.publishEvent(new CreditMemoTriggered(
                    document.id(),
                    event.subject(),
                    event.entity(),
                    draft.channel(),
                    draft.orderExternalId(),
                    event.businessDate(),
                    now,
                    total,
                    lines,
                    event.message()));
        }
        tell(
                invoice ? "invoice.triggered" : "credit-memo.triggered",
                event.subject(),
                event.message(),
                now,
                identifiers(draft.reference(), document.id(), draft.orderExternalId()),
                Map.of("document", document.id().toString(), "total", total.toString()));
    }

    void parked(EventQueue.Claimed claimed, String problem, String waitsFor, String detail) {
        var event = claimed.event();
        events.publishEvent(new TraceStep(
                clock.instant(),
                "finance-event.parked",
                BY,
                event.subject(),
                identifiers(event.key(), claimed.id(), waitsFor),
                event.message(),
                TraceStep.State.NEEDS_YOU,
                Map.of("problem", problem, "waitsFor", waitsFor, "detail", detail)));
    }

    void awaitsApproval(JournalDraft draft) {
        events.publishEvent(new TraceStep(
                clock.instant(),
                "journal.awaits-approval",
                BY,
                draft.subject(),
                identifiers(draft.eventKey(), draft.id(), null),
                draft.message(),
                TraceStep.State.NEEDS_YOU,
                Map.of("proposedBy", draft.proposedBy().toString())));
    }

    void settled(JournalPosted posted) {
        events.publishEvent(posted);
        tell(
                "journal.posted",
                posted.subject(),
                posted.message(),
                posted.at(),
                identifiers(posted.firstNumber(), posted.document(), posted.lastNumber()),
                Map.of(
                        "journals", Long.toString(posted.journals()),
                        "firstNumber", posted.firstNumber(),
                        "lastNumber", posted.lastNumber(),
                        "period", posted.period()));
    }

    private void tell(
            String what,
            BusinessKey subject,
            @Nullable MessageId message,
            Instant at,
            Set<String> identifiers,
            Map<String, String> detail) {
        events.publishEvent(new TraceStep(at, what, BY, subject, identifiers, message, TraceStep.State.DONE, detail));
    }

    private static Set<String> identifiers(String text, UUID id, @Nullable String other) {
        var identifiers = new HashSet<>(List.of(text, id.toString()));
        if (other != null) {
            identifiers.add(other);
        }
        return identifiers;
    }

    private static InvoiceTriggered.Line documentLine(
            DocumentDraft.Line line, String currency, Map<String, String> taxCodes) {
        var tax = line.tax();
        return new InvoiceTriggered.Line(
                line.reference(),
                line.sku(),
                new Quantity(new BigDecimal(line.quantity())),
                Money.of(line.net(), currency),
                Money.of(line.taxAmount(), currency),
                tax == null ? null : taxCodes.get(tax));
    }
}
