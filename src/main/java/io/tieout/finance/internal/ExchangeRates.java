package io.tieout.finance.internal;

import io.tieout.kernel.Actor;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Exchange rates, each valid from a day until the next one. */
@Repository
public class ExchangeRates {

    /** One unit of {@code currency} is {@code rate} units of {@code functional} from this day on. */
    public record Rate(String currency, String functional, LocalDate validFrom, BigDecimal rate) {}

    private record Key(Currency currency, Currency functional, LocalDate on) {}

    /** The rates as one batch sees them: each is asked for once. */
    final class Rates {

        private final Map<Key, Optional<BigDecimal>> known = new HashMap<>();

        @Nullable
        BigDecimal rate(Currency currency, Currency functional, LocalDate on) {
            return known.computeIfAbsent(new Key(currency, functional, on), ExchangeRates.this::find)
                    .orElse(null);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    ExchangeRates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Rates rates() {
        return new Rates();
    }

    private Optional<BigDecimal> find(Key key) {
        return jdbc.sql("""
                        select rate from finance.exchange_rate
                        where currency = ? and functional = ? and valid_from <= ? order by valid_from desc limit 1
                        """)
                .params(key.currency().getCurrencyCode(), key.functional().getCurrencyCode(), key.on())
                .query(BigDecimal.class)
                .optional();
    }

    List<Rate> list() {
        return jdbc.sql("""
                select currency, functional, valid_from, rate from finance.exchange_rate
                order by currency, functional, valid_from
                """).query(Rate.class).list();
    }

    /** @return whether it is new or differs from what was there */
    boolean save(Rate rate, Actor by) {
        return jdbc.sql("""
                        insert into finance.exchange_rate as known (currency, functional, valid_from, rate, entered_by, entered_at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (currency, functional, valid_from) do update
                            set rate = excluded.rate, entered_by = excluded.entered_by, entered_at = excluded.entered_at
                            where known.rate <> excluded.rate
                        """)
                        .params(
                                rate.currency(),
                                rate.functional(),
                                rate.validFrom(),
                                rate.rate(),
                                by.toString(),
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }
}
