package io.tieout.finance.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.Journal;
import io.tieout.finance.JournalFilter;
import io.tieout.finance.Ledger;
import io.tieout.finance.ManualJournal;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/journals")
class JournalController {

    private static final int LINES_MAX = 1_000;

    /** The filters of a list, by the fields' names. */
    record Filter(
            @Nullable String entity,
            @Nullable String period,
            @Nullable String state,
            @Nullable String event,
            @Nullable String account,
            @Nullable String subject,
            @Nullable String document,
            @Nullable String from,
            @Nullable String to) {

        JournalFilter filter() {
            return new JournalFilter(
                    entity,
                    period,
                    Queries.optional("state", state, Journal.State.class),
                    event,
                    account,
                    subject,
                    Queries.optional("document", document, UUID::fromString),
                    Queries.optional("from", from, LocalDate::parse),
                    Queries.optional("to", to, LocalDate::parse));
        }
    }

    /** A manual journal as sent. */
    record NewJournal(
            @Nullable String key,
            String entity,
            LocalDate businessDate,
            String currency,
            @Nullable String text,
            List<NewLine> lines) {}

    record NewLine(
            String account,
            @Nullable BigDecimal debit,
            @Nullable BigDecimal credit,
            @Nullable Dimensions dimensions) {}

    record Reason(@Nullable String reason) {}

    private final Ledger ledger;
    private final CurrentActor actor;

    JournalController(Ledger ledger, CurrentActor actor) {
        this.ledger = ledger;
        this.actor = actor;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_journals.read')")
    Page<JournalJson> list(
            @ModelAttribute Filter filter,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return ledger.journals(filter.filter(), Queries.limit(limit), Queries.cursor(after))
                .map(JournalJson::from);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('SCOPE_journals.read')")
    JournalJson one(@PathVariable String id) {
        return ledger.find(Queries.id(id))
                .map(JournalJson::from)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no journal " + id));
    }

    @GetMapping("/export")
    @PreAuthorize("hasAuthority('SCOPE_journals.read')")
    void export(
            @RequestParam(defaultValue = "csv") String format,
            @ModelAttribute Filter filter,
            HttpServletResponse response)
            throws IOException {
        var export = Queries.required("format", format, JournalExport::ofName);
        var wanted = filter.filter();
        response.setContentType(export.contentType());
        response.setHeader("Content-Disposition", "attachment; filename=\"journals." + export.suffix() + "\"");
        try (var writer = new JournalExport.Lines(response.getOutputStream(), export)) {
            ledger.eachPosted(wanted, writer::add);
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('SCOPE_journals.write')")
    JournalJson post(
            @RequestBody NewJournal journal,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        if (journal.lines().size() > LINES_MAX) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "A journal has at most " + LINES_MAX + " lines");
        }
        var by = actor.get();
        // keys of different callers never meet
        var key = Objects.requireNonNullElseGet(
                journal.key(),
                () -> by + ":"
                        + Objects.requireNonNullElseGet(
                                idempotencyKey, () -> Ids.next().toString()));
        return JournalJson.from(ledger.postManual(
                new ManualJournal(
                        key,
                        Queries.required("entity", journal.entity(), EntityCode::of),
                        journal.businessDate(),
                        Queries.required("currency", journal.currency(), Currency::getInstance),
                        Objects.requireNonNullElse(journal.text(), ""),
                        journal.lines().stream().map(JournalController::line).toList()),
                by));
    }

    @PostMapping("/{id}/approve")
    @PreAuthorize("hasAuthority('SCOPE_journals.approve')")
    JournalJson approve(@PathVariable String id) {
        return JournalJson.from(ledger.approve(Queries.id(id), actor.get()));
    }

    @PostMapping("/{id}/reject")
    @PreAuthorize("hasAuthority('SCOPE_journals.approve')")
    JournalJson reject(@PathVariable String id, @RequestBody(required = false) @Nullable Reason reason) {
        return JournalJson.from(ledger.reject(Queries.id(id), reason(reason), actor.get()));
    }

    @PostMapping("/{id}/reverse")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('SCOPE_journals.write')")
    JournalJson reverse(@PathVariable String id, @RequestBody(required = false) @Nullable Reason reason) {
        return JournalJson.from(ledger.reverse(Queries.id(id), reason(reason), actor.get()));
    }

    private static ManualJournal.Line line(NewLine line) {
        return new ManualJournal.Line(
                line.account(),
                Objects.requireNonNullElse(line.debit(), BigDecimal.ZERO),
                Objects.requireNonNullElse(line.credit(), BigDecimal.ZERO),
                Objects.requireNonNullElse(line.dimensions(), Dimensions.NONE));
    }

    private static String reason(@Nullable Reason reason) {
        return reason == null ? "" : Objects.requireNonNullElse(reason.reason(), "");
    }
}
