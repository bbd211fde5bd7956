package io.tieout.finance.adapter.in.rest;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.finance.Document;
import io.tieout.finance.Documents;
import io.tieout.finance.Ledger;
import io.tieout.finance.OpenItem;
import io.tieout.finance.TrialBalance;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class LedgerController {

    record TrialBalanceJson(
            String entity, LocalDate asOf, String currency, String debit, String credit, List<AccountJson> accounts) {

        static TrialBalanceJson from(TrialBalance balance) {
            return new TrialBalanceJson(
                    balance.entity().value(),
                    balance.asOf(),
                    balance.currency().getCurrencyCode(),
                    balance.debit().toPlainString(),
                    balance.credit().toPlainString(),
                    balance.accounts().stream().map(AccountJson::from).toList());
        }
    }

    record AccountJson(String code, String key, String name, String debit, String credit, String balance) {

        static AccountJson from(TrialBalance.Account account) {
            return new AccountJson(
                    account.code(),
                    account.key(),
                    account.name(),
                    account.debit().toPlainString(),
                    account.credit().toPlainString(),
                    account.balance().toPlainString());
        }
    }

    record OpenItemJson(
            @Nullable String channel, @Nullable String reference, String balance, LocalDate since, int lines) {

        static OpenItemJson from(OpenItem item) {
            return new OpenItemJson(
                    item.channel(), item.reference(), item.balance().toPlainString(), item.since(), item.lines());
        }
    }

    record Erp(
            String state,
            @Nullable String destination,
            @Nullable String number,
            @Nullable String reason) {}

    record DocumentJson(
            UUID id,
            String kind,
            String entity,
            String subject,
            @Nullable String channel,
            @Nullable String order,
            LocalDate documentDate,
            Amount total,
            Erp erp,
            Instant createdAt,
            @Nullable String messageId) {

        static DocumentJson from(Document document) {
            var message = document.message();
            return new DocumentJson(
                    document.id(),
                    wire(document.kind()),
                    document.entity().value(),
                    document.subject().value(),
                    document.channel(),
                    document.orderExternalId(),
                    document.documentDate(),
                    Amount.from(document.total()),
                    new Erp(
                            wire(document.erpState()),
                            document.erpDestination(),
                            document.erpNumber(),
                            document.erpReason()),
                    document.createdAt(),
                    message == null ? null : message.toString());
        }
    }

    record Amount(String amount, String currency) {

        static Amount from(Money money) {
            return new Amount(money.amount().toPlainString(), money.currency().getCurrencyCode());
        }
    }

    private final Ledger ledger;
    private final Documents documents;
    private final Catalog catalog;
    private final Clock clock;

    LedgerController(Ledger ledger, Documents documents, Catalog catalog, Clock clock) {
        this.ledger = ledger;
        this.documents = documents;
        this.catalog = catalog;
        this.clock = clock;
    }

    @GetMapping("/trial-balance")
    @PreAuthorize("hasAuthority('SCOPE_journals.read')")
    TrialBalanceJson trialBalance(@RequestParam String entity, @RequestParam(required = false) @Nullable String asOf) {
        var day = Queries.optional("asOf", asOf, LocalDate::parse);
        var of = Queries.required("entity", entity, EntityCode::of);
        return TrialBalanceJson.from(ledger.trialBalance(of, day == null ? today(of) : day));
    }

    /** The day that the entity has, which need not be the hub's. */
    private LocalDate today(EntityCode entity) {
        return LocalDate.now(
                clock.withZone(catalog.entity(entity).map(LegalEntity::zone).orElse(ZoneOffset.UTC)));
    }

    @GetMapping("/accounts/{code}/open-items")
    @PreAuthorize("hasAuthority('SCOPE_journals.read')")
    Page<OpenItemJson> openItems(
            @PathVariable String code,
            @RequestParam String entity,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return ledger.openItems(
                        Queries.required("entity", entity, EntityCode::of),
                        code,
                        Queries.limit(limit),
                        Queries.cursor(after))
                .map(OpenItemJson::from);
    }

    @GetMapping("/documents")
    @PreAuthorize("hasAuthority('SCOPE_documents.read')")
    Page<DocumentJson> documents(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return documents
                .list(
                        Queries.optional("kind", kind, Document.Kind.class),
                        Queries.optional("state", state, Document.ErpState.class),
                        subject,
                        Queries.limit(limit),
                        Queries.cursor(after))
                .map(DocumentJson::from);
    }

    @GetMapping("/documents/{id}")
    @PreAuthorize("hasAuthority('SCOPE_documents.read')")
    DocumentJson document(@PathVariable String id) {
        return documents
                .find(Queries.id(id))
                .map(DocumentJson::from)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no document " + id));
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
