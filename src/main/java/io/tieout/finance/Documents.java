package io.tieout.finance;

import io.tieout.kernel.Page;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invoices, credit memos and journal documents, with the ERP's own numbers. */
public class Documents {

    public Optional<Document> find(UUID id) {
        throw new UnsupportedOperationException();
    }

    public Page<Document> list(
            Document.@Nullable Kind kind,
            Document.@Nullable ErpState erpState,
            @Nullable String subject,
            int limit,
            @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    /** Delivery tells that the ERP has it, under this number. Repeats change nothing. */
    public void accepted(UUID document, String destination, @Nullable String erpNumber) {
        throw new UnsupportedOperationException();
    }

    /** Delivery tells that the ERP refused it, and why. */
    public void refused(UUID document, String destination, String reason) {
        throw new UnsupportedOperationException();
    }
}
