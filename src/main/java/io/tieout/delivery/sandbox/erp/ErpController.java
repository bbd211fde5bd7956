package io.tieout.delivery.sandbox.erp;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The sandbox's API, in the manner of an ERP and not of the hub. */
@RestController
@RequestMapping("/sandbox/erp")
class ErpController {

    private static final int HANG_MS_MAX = 60_000;
    private static final Set<String> FAULTS = Set.of("error", "throttle", "timeout-after-accept", "refuse");

    private final Books books;
    private final Faults faults;

    ErpController(Books books, Faults faults) {
        this.books = books;
        this.faults = faults;
    }

    /** The company of the request's key. */
    @ModelAttribute("company")
    UUID company(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization,
            HttpServletRequest request) {
        var key =
                authorization.startsWith("Bearer ") ? authorization.substring(7).strip() : "";
        if (key.length() < 8) {
            throw new Refusal(HttpStatus.UNAUTHORIZED, "key.missing", "Send Authorization: Bearer <API key>");
        }
        return books.company(key, local(request.getRemoteAddr()));
    }

    private static boolean local(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    @PostMapping("/ping")
    Map<String, String> ping(@ModelAttribute("company") UUID company) {
        return Map.of("status", "ok");
    }

    @PostMapping("/{kind}")
    ResponseEntity<Object> file(
            @ModelAttribute("company") UUID company, @PathVariable String kind, @RequestBody JsonNode document) {
        known(kind);
        var fault = faults.next(company);
        if (fault.isPresent()) {
            return faulty(company, kind, document, fault.get());
        }
        return filed(books.file(company, kind, document));
    }

    private static ResponseEntity<Object> filed(Books.Filed filed) {
        return ResponseEntity.status(filed.repeated() ? HttpStatus.OK : HttpStatus.CREATED)
                .body(Map.of("documentNumber", filed.number(), "repeated", filed.repeated()));
    }

    private ResponseEntity<Object> faulty(UUID company, String kind, JsonNode document, Faults.Fault fault) {
        return switch (fault.kind()) {
            case "throttle" ->
                ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                        .header(HttpHeaders.RETRY_AFTER, String.valueOf(orElse(fault.retryAfter(), 1)))
                        .body(Map.of("code", "throttled", "message", "Too many requests"));
            case "refuse" ->
                throw Refusal.business(
                        orElse(fault.code(), "document.refused"),
                        orElse(fault.message(), "The sandbox was told to refuse this document"));
            case "timeout-after-accept" -> {
                var filed = books.file(company, kind, document);
                hang(Math.min(orElse(fault.hangMs(), 15_000), HANG_MS_MAX));
                yield filed(filed);
            }
            default ->
                ResponseEntity.internalServerError().body(Map.of("code", "internal", "message", "Something broke"));
        };
    }

    private static <T> T orElse(@org.jspecify.annotations.Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static void hang(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @GetMapping("/{kind}")
    Object find(
            @ModelAttribute("company") UUID company,
            @PathVariable String kind,
            @RequestParam(defaultValue = "") String externalId) {
        known(kind);
        if (externalId.isEmpty()) {
            return Map.of("count", books.count(company, kind));
        }
        var number = books.number(company, kind, externalId)
                .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "not-found", "No document of this external id"));
        return Map.of("documentNumber", number, "externalId", externalId);
    }

    private static void known(String kind) {
        if (!Books.knows(kind)) {
            throw new Refusal(HttpStatus.NOT_FOUND, "not-found", "There is no " + kind);
        }
    }

    /** Turnover and balance per account that was posted to. */
    record TrialBalance(BigDecimal debit, BigDecimal credit, List<Row> accounts) {

        /** Amounts as text. */
        record Row(String account, String name, String debit, String credit, String balance) {}
    }

    @GetMapping("/trial-balance")
    Map<String, Object> trialBalance(@ModelAttribute("company") UUID company) {
        var balances = books.trialBalance(company);
        return Map.of(
                "debit", sum(balances.stream().map(Books.Balance::debit).toList()),
                "credit", sum(balances.stream().map(Books.Balance::credit).toList()),
                "accounts",
                        balances.stream()
                                .map(one -> new TrialBalance.Row(
                                        one.account(),
                                        one.name(),
                                        one.debit().toPlainString(),
                                        one.credit().toPlainString(),
                                        one.balance().toPlainString()))
                                .toList());
    }

    private static String sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add).toPlainString();
    }

    @GetMapping("/accounts")
    List<Books.Account> accounts(@ModelAttribute("company") UUID company) {
        return books.accounts(company);
    }

    @PostMapping("/accounts")
    List<Books.Account> addAccounts(
            @ModelAttribute("company") UUID company, @RequestBody List<Books.Account> accounts) {
        accounts.forEach(account -> books.addAccount(company, account));
        return books.accounts(company);
    }

    @DeleteMapping("/accounts/{code}")
    ResponseEntity<Void> removeAccount(@ModelAttribute("company") UUID company, @PathVariable String code) {
        books.removeAccount(company, code);
        return ResponseEntity.noContent().build();
    }

    /** A period and whether it takes postings. */
    record Period(String period, boolean closed) {}

    @PostMapping("/periods")
    Period setPeriod(@ModelAttribute("company") UUID company, @RequestBody Period period) {
        if (!period.period().matches("[0-9]{4}-[0-9]{2}")) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "period.invalid", "A period is YYYY-MM");
        }
        books.setClosed(company, period.period(), period.closed());
        return period;
    }

    @PostMapping("/faults")
    Faults.Fault addFault(@ModelAttribute("company") UUID company, @RequestBody Faults.Fault fault) {
        if (!FAULTS.contains(fault.kind()) || fault.count() < 1 || fault.count() > 10_000) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, "fault.invalid", "kind is one of " + FAULTS + ", count 1 to 10000");
        }
        faults.add(company, fault);
        return fault;
    }

    @DeleteMapping("/faults")
    ResponseEntity<Void> clearFaults(@ModelAttribute("company") UUID company) {
        faults.clear(company);
        return ResponseEntity.noContent().build();
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(Refusal refusal) {
        return ResponseEntity.status(refusal.status())
                .body(Map.of("code", refusal.code(), "message", String.valueOf(refusal.getMessage())));
    }
}
