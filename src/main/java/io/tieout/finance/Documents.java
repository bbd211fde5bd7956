package io.tieout.finance;

import io.tieout.finance.internal.DocumentStore;
import io.tieout.kernel.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Invoices, credit memos and journal documents, with the ERP's own numbers. */
@Service
public class Documents {

    private final DocumentStore store;

    Documents(DocumentStore store) {
        this.store = store;
    }

    public Optional<Document> find(UUID id) {
        return store.find(id);
    }

    /** Newest first. */
    public Page<Document> list(
            Document.@Nullable Kind kind,
            Document.@Nullable ErpState erpState,
            @Nullable String subject,
            int limit,
            @Nullable String after) {
        return store.list(kind, erpState, subject, limit, after);
    }

    /** How many of those that the ERP has not accepted {@link #list} would show, by kind and state. */
    public List<DocumentCount> unaccepted() {
        return store.unaccepted();
    }

    /** Delivery tells that the ERP has it, under this number. Repeats change nothing. */
    @Transactional
    public void accepted(UUID document, String destination, @Nullable String erpNumber) {
        store.answer(document, Document.ErpState.ACCEPTED, destination, erpNumber, null);
    }

    /** Delivery tells that the ERP refused it, and why. A document that was accepted stays so. */
    @Transactional
    public void refused(UUID document, String destination, String reason) {
        store.answer(document, Document.ErpState.REFUSED, destination, null, reason);
    }
}
