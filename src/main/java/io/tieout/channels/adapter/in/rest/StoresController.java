package io.tieout.channels.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.channels.ProposeStage;
import io.tieout.channels.StoreParity;
import io.tieout.channels.StoreStage;
import io.tieout.channels.StoreStages;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How stores reach the hub, and whether their feeds agree. */
@RestController
@RequestMapping("/api/v1/stores")
class StoresController {

    private static final int DAYS_MAX = 366;

    private final StoreStages stages;
    private final CurrentActor actor;

    StoresController(StoreStages stages, CurrentActor actor) {
        this.stages = stages;
        this.actor = actor;
    }

    /** What is in force and what waits, of stores that moved or are to move. */
    @GetMapping("/stages")
    @PreAuthorize("hasAuthority('SCOPE_config.read')")
    Page<StoreStage> list() {
        return new Page<>(stages.list(), null);
    }

    @GetMapping("/{code}/stages")
    @PreAuthorize("hasAuthority('SCOPE_config.read')")
    Page<StoreStage> history(@PathVariable String code) {
        return new Page<>(stages.history(store(code)), null);
    }

    /** Of the latest days, or of those between. */
    @GetMapping("/{code}/parity")
    @PreAuthorize("hasAuthority('SCOPE_orders.read')")
    ParityView parity(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        if (from == null && to == null) {
            return ParityView.from(stages.parity(store(code)));
        }
        var last = to == null ? from : to;
        var first = from == null ? to : from;
        if (first == null || last == null || last.isBefore(first) || last.isAfter(first.plusDays(DAYS_MAX))) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "from and to are at most " + DAYS_MAX + " days apart, in this order");
        }
        return ParityView.from(stages.parity(store(code), first, last));
    }

    @PostMapping("/{code}/stages")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    StoreStage propose(@PathVariable String code, @RequestBody Proposal body) {
        if (body.stage == null || body.from == null) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "stage and from must be given");
        }
        return stages.propose(
                new ProposeStage(
                        store(code),
                        body.stage,
                        body.from,
                        connection(body.legacy),
                        connection(body.api),
                        body.reason == null ? "" : body.reason,
                        Boolean.TRUE.equals(body.despiteDifferences)),
                actor.get());
    }

    @PostMapping("/{code}/stages/{id}/approve")
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    StoreStage approve(@PathVariable String code, @PathVariable UUID id) {
        return stages.approve(id, actor.get());
    }

    @PostMapping("/{code}/stages/{id}/reject")
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    StoreStage reject(@PathVariable String code, @PathVariable UUID id) {
        return stages.reject(id, actor.get());
    }

    /** What a caller says of a new stage. */
    record Proposal(
            StoreStage.@Nullable Stage stage,
            @Nullable LocalDate from,
            @Nullable String legacy,
            @Nullable String api,
            @Nullable String reason,
            @Nullable Boolean despiteDifferences) {}

    /** The report, each day with its verdict. */
    record ParityView(
            String store,
            StoreStage.@Nullable Stage stage,
            int cleanDays,
            int cleanDaysNeeded,
            boolean safeToCutOver,
            List<DayView> days) {

        static ParityView from(StoreParity parity) {
            return new ParityView(
                    parity.store().value(),
                    parity.stage(),
                    parity.cleanDays(),
                    parity.cleanDaysNeeded(),
                    parity.safeToCutOver(),
                    parity.days().stream().map(DayView::from).toList());
        }
    }

    record DayView(
            LocalDate businessDate,
            boolean over,
            boolean clean,
            StoreParity.Totals legacy,
            StoreParity.Totals api,
            List<StoreParity.Difference> differences) {

        static DayView from(StoreParity.Day day) {
            return new DayView(day.businessDate(), day.over(), day.clean(), day.legacy(), day.api(), day.differences());
        }
    }

    private static LocationCode store(String code) {
        try {
            return LocationCode.of(code);
        } catch (IllegalArgumentException noCode) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "There is no store " + code, noCode);
        }
    }

    private static @Nullable ConnectionCode connection(@Nullable String code) {
        try {
            return code == null ? null : ConnectionCode.of(code);
        } catch (IllegalArgumentException noCode) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "There is no connection " + code, noCode);
        }
    }
}
