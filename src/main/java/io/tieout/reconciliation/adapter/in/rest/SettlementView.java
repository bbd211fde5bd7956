package io.tieout.reconciliation.adapter.in.rest;

import io.tieout.kernel.Money;
import io.tieout.reconciliation.Settlement;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A settlement in JSON: amounts as decimal strings in the settlement's currency. */
record SettlementView(
        UUID id,
        String connection,
        String entity,
        String kind,
        String externalId,
        int version,
        String state,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        @Nullable LocalDate depositDate,
        String currency,
        Footing footing,
        long rows,
        Map<String, Long> outcomes,
        @Nullable UUID bankLine,
        Instant takenAt,
        UUID messageId) {

    /** The proof sheet. */
    record Footing(
            String opening,
            String lines,
            String closing,
            String deposit,
            String header,
            @Nullable String bank,
            String difference,
            Map<String, String> byClass) {}

    static SettlementView from(Settlement settlement) {
        var footing = settlement.footing();
        var currency = settlement.currency();
        var byClass = new LinkedHashMap<String, String>();
        footing.byClass().forEach((name, amount) -> byClass.put(name, decimal(amount, currency)));
        return new SettlementView(
                settlement.id(),
                settlement.connection().value(),
                settlement.entity().value(),
                settlement.kind(),
                settlement.externalId(),
                settlement.version(),
                settlement.state().name(),
                settlement.periodStart(),
                settlement.periodEnd(),
                settlement.depositDate(),
                currency.getCurrencyCode(),
                new Footing(
                        decimal(footing.opening(), currency),
                        decimal(footing.lines(), currency),
                        decimal(footing.closing(), currency),
                        decimal(footing.deposit(), currency),
                        decimal(footing.header(), currency),
                        footing.bank() == null ? null : decimal(footing.bank(), currency),
                        decimal(footing.difference(), currency),
                        byClass),
                settlement.rows(),
                settlement.outcomes(),
                settlement.bankLine(),
                settlement.takenAt(),
                settlement.message().value());
    }

    /** In plain digits, with at least the currency's own decimals. */
    static String decimal(BigDecimal amount, Currency currency) {
        return new Money(amount, currency).amount().toPlainString();
    }
}
