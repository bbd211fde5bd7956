package io.tieout.returns.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.Authorisation;
import io.tieout.returns.AuthoriseReturn;
import io.tieout.returns.DecideMoney;
import io.tieout.returns.Disposition;
import io.tieout.returns.GradeReturn;
import io.tieout.returns.PolicyOverride;
import io.tieout.returns.ReceiveReturn;
import io.tieout.returns.RefundAnswer;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnDetails;
import io.tieout.returns.ReturnFacts;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.ReturnableOrder;
import io.tieout.returns.Returns;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Each fact of a return is told by a call of its own. */
@RestController
@RequestMapping("/api/v1")
class ReturnFactsController {

    private static final int OVERRIDES_MAX = 500;

    private final Returns returns;
    private final ReturnFacts facts;
    private final CurrentActor currentActor;
    private final Clock clock;

    ReturnFactsController(Returns returns, ReturnFacts facts, CurrentActor currentActor, Clock clock) {
        this.returns = returns;
        this.facts = facts;
        this.currentActor = currentActor;
        this.clock = clock;
    }

    record AuthorisationBody(
            Authorisation.State state,
            Authorisation.@Nullable By by,
            String reason,
            @Nullable String reference,
            @Nullable Instant expiresAt) {}

    record ReceiptLine(
            @Nullable String lineReference,
            String sku,
            Quantity quantity,
            @Nullable Disposition disposition,
            @Nullable String actualSku,
            @Nullable String serial,
            @Nullable LocalDate expires) {}

    record ReceiptBody(
            String reference,
            String location,
            @Nullable Instant receivedAt,
            @Nullable Boolean complete,
            List<ReceiptLine> lines) {}

    record GradeLine(
            @Nullable String lineReference,
            String sku,
            @Nullable Quantity quantity,
            Disposition disposition) {}

    record GradeBody(String reference, @Nullable String reason, List<GradeLine> lines) {}

    record ReplacementLine(
            String sku,
            Quantity quantity,
            Money net,
            @Nullable List<PlaceOrder.Tax> taxes) {}

    record MoneyBody(
            ReturnMoney.@Nullable Kind kind,
            ReturnDecision.@Nullable Payer payer,
            String reason,
            @Nullable Boolean goodsKept,
            @Nullable List<ReplacementLine> replacement) {}

    record AnswerBody(boolean succeeded, @Nullable String reference, String words) {}

    record ClaimBody(
            ReturnMoney.Kind kind,
            Money amount,
            String reason,
            @Nullable String reference) {}

    record ReasonBody(String reason) {}

    record DisputeBody(String channel, String orderExternalId, String reference, ReturnFacts.DisputeState state) {}

    @PostMapping("/returns/{id}/authorisation")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    ReturnDetails authorise(@PathVariable String id, @RequestBody AuthorisationBody body) {
        var by = body.by() == null ? Authorisation.By.RETAILER : body.by();
        facts.authorise(
                id(id),
                new AuthoriseReturn(body.state(), by, body.reason(), body.reference(), body.expiresAt()),
                currentActor.get());
        return find(id);
    }

    @PostMapping("/returns/{id}/receipts")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    ReturnDetails receive(@PathVariable String id, @RequestBody ReceiptBody body) {
        facts.receive(
                id(id),
                new ReceiveReturn(
                        body.reference(),
                        LocationCode.of(body.location()),
                        body.receivedAt() == null ? clock.instant() : body.receivedAt(),
                        Boolean.TRUE.equals(body.complete()),
                        body.lines().stream()
                                .map(line -> new ReceiveReturn.Line(
                                        line.lineReference(),
                                        Sku.of(line.sku()),
                                        line.quantity(),
                                        line.disposition(),
                                        line.actualSku() == null ? null : Sku.of(line.actualSku()),
                                        line.serial(),
                                        line.expires()))
                                .toList(),
                        null),
                currentActor.get());
        return find(id);
    }

    @PostMapping("/returns/{id}/grades")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    ReturnDetails grade(@PathVariable String id, @RequestBody GradeBody body) {
        facts.grade(
                id(id),
                new GradeReturn(
                        body.reference(),
                        body.lines().stream()
                                .map(line -> new GradeReturn.Line(
                                        line.lineReference(), Sku.of(line.sku()), line.quantity(), line.disposition()))
                                .toList(),
                        body.reason() == null ? "inspected" : body.reason()),
                currentActor.get());
        return find(id);
    }

    @PostMapping("/returns/{id}/money")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    ReturnDetails decideMoney(@PathVariable String id, @RequestBody MoneyBody body) {
        facts.decideMoney(
                id(id),
                new DecideMoney(
                        body.kind() == null ? ReturnMoney.Kind.REFUND : body.kind(),
                        body.payer() == null ? ReturnDecision.Payer.CHANNEL : body.payer(),
                        body.reason(),
                        Boolean.TRUE.equals(body.goodsKept()),
                        replacement(body.replacement())),
                currentActor.get());
        return find(id);
    }

    private static List<PlaceOrder.Line> replacement(@Nullable List<ReplacementLine> lines) {
        var numbered = new java.util.ArrayList<PlaceOrder.Line>();
        for (var line : lines == null ? List.<ReplacementLine>of() : lines) {
            numbered.add(new PlaceOrder.Line(
                    Integer.toString(numbered.size() + 1),
                    Sku.of(line.sku()),
                    line.sku(),
                    line.sku(),
                    line.quantity(),
                    line.net(),
                    Money.zero(line.net().currency()),
                    line.taxes() == null ? List.of() : line.taxes()));
        }
        return numbered;
    }

    @PostMapping("/returns/{id}/override")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    ReturnDetails override(@PathVariable String id, @RequestBody ReasonBody body) {
        facts.override(id(id), body.reason(), currentActor.get());
        return find(id);
    }

    @PostMapping("/returns/{id}/hand-back")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    ReturnDetails handBack(@PathVariable String id, @RequestBody ReasonBody body) {
        facts.handBack(id(id), body.reason());
        return find(id);
    }

    @PostMapping("/returns/{id}/claims")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    ReturnDetails claim(@PathVariable String id, @RequestBody ClaimBody body) {
        if (body.kind() != ReturnMoney.Kind.REIMBURSEMENT && body.kind() != ReturnMoney.Kind.SHIPPING_REIMBURSEMENT) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID, "kind is REIMBURSEMENT or SHIPPING_REIMBURSEMENT");
        }
        facts.claim(id(id), body.kind(), body.amount(), body.reason(), body.reference());
        return find(id);
    }

    @PostMapping("/returns/{id}/write-off")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    ReturnDetails writeOff(@PathVariable String id, @RequestBody ReasonBody body) {
        facts.writeOff(id(id), body.reason());
        return find(id);
    }

    @PostMapping("/refunds/{refund}/answer")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    void answer(@PathVariable UUID refund, @RequestBody AnswerBody body) {
        facts.refundAnswered(
                new RefundAnswer(refund, body.succeeded(), body.reference(), body.words(), clock.instant()));
    }

    @PostMapping("/disputes")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    void dispute(@RequestBody DisputeBody body) {
        facts.dispute(
                ConnectionCode.of(body.channel()),
                body.orderExternalId(),
                body.reference(),
                body.state(),
                clock.instant());
    }

    @GetMapping("/returnable")
    @PreAuthorize("hasAuthority('SCOPE_returns.read')")
    List<ReturnableOrder> returnable(@RequestParam String order) {
        return facts.returnable(order);
    }

    @GetMapping("/returns/overrides")
    @PreAuthorize("hasAuthority('SCOPE_returns.read')")
    List<PolicyOverride> overrides() {
        return facts.overrides(OVERRIDES_MAX);
    }

    private ReturnDetails find(String id) {
        return returns.find(id(id)).orElseThrow(() -> unknown(id));
    }

    private ReturnId id(String text) {
        var colon = text.indexOf(':');
        if (colon > 0) {
            return returns.find(ConnectionCode.of(text.substring(0, colon)), text.substring(colon + 1))
                    .orElseThrow(() -> unknown(text))
                    .id();
        }
        try {
            return ReturnId.of(text);
        } catch (IllegalArgumentException notAnIdentifier) {
            throw unknown(text);
        }
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no return " + id);
    }
}
