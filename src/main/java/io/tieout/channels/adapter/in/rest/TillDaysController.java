package io.tieout.channels.adapter.in.rest;

import io.tieout.channels.TillDay;
import io.tieout.channels.TillDays;
import io.tieout.kernel.Page;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was seen of tills' days. */
@RestController
@RequestMapping("/api/v1/till-days")
class TillDaysController {

    private final TillDays days;

    TillDaysController(TillDays days) {
        this.days = days;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_orders.read')")
    Page<TillDay> list(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String store,
            @RequestParam(required = false) @Nullable LocalDate businessDate,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return days.list(connection, store, businessDate, limit, after);
    }
}
