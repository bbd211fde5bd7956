package io.tieout.operations.adapter.in.jobs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.Inbox;
import io.tieout.operations.IntegrityProof;
import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * The hub's own metrics, read now and then so that a scrape costs nothing. Names are stable; docs/operating.md says what each
 * means.
 */
@Component
class Gauges {

    private final WorkItems workItems;
    private final Inbox inbox;
    private final IntegrityProof proof;
    private final AtomicLong backlog = new AtomicLong();
    private final AtomicLong ok = new AtomicLong(-1);
    private final AtomicLong provedAt = new AtomicLong();
    private final AtomicBoolean started = new AtomicBoolean();
    private final MultiGauge open;
    private final MultiGauge violations;

    Gauges(MeterRegistry registry, WorkItems workItems, Inbox inbox, IntegrityProof proof) {
        this.workItems = workItems;
        this.inbox = inbox;
        this.proof = proof;
        Gauge.builder("tieout.inbox.backlog", backlog, AtomicLong::get)
                .description("Messages that are stored and wait to be processed")
                .register(registry);
        Gauge.builder("tieout.integrity.ok", ok, AtomicLong::get)
                .description("1 where the last integrity proof was clean, 0 where not, -1 before the first")
                .register(registry);
        Gauge.builder("tieout.integrity.proved.at", provedAt, AtomicLong::get)
                .description("When the last integrity proof ended, in seconds since 1970")
                .baseUnit("seconds")
                .register(registry);
        open = MultiGauge.builder("tieout.work.items.open")
                .description("Open exceptions by owner role")
                .register(registry);
        violations = MultiGauge.builder("tieout.integrity.violations")
                .description("Violations that the last integrity proof listed, by check")
                .register(registry);
    }

    /** Reads what is cheap. @return false: nothing more to do until the next turn */
    boolean look() {
        backlog.set(inbox.backlog());
        open.register(
                workItems.openByOwner().entrySet().stream()
                        .map(owner -> MultiGauge.Row.of(Tags.of("owner", owner.getKey()), owner.getValue()))
                        .toList(),
                true);
        return false;
    }

    /** Runs the proof, which reads everything; not on the first turn, so that a start is quick. */
    boolean prove() {
        if (!started.getAndSet(true)) {
            return false;
        }
        var report = proof.run();
        ok.set(report.ok() ? 1 : 0);
        provedAt.set(report.at().getEpochSecond());
        violations.register(
                report.checks().stream()
                        .map(check -> MultiGauge.Row.of(
                                Tags.of("check", check.id()), check.violations().size()))
                        .toList(),
                true);
        return false;
    }

    /** The loops that read them. */
    @Configuration(proxyBeanMethods = false)
    static class Loops {

        private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

        @Bean
        BackgroundLoop gaugesLoop(Gauges gauges, @Value("${tieout.workers.enabled:true}") boolean enabled) {
            return new BackgroundLoop("gauges", LOOK_EVERY, enabled, gauges::look);
        }

        /** @param every {@code tieout.operations.prove-every}; zero proves only on demand */
        @Bean
        BackgroundLoop integrityLoop(
                Gauges gauges,
                @Value("${tieout.workers.enabled:true}") boolean enabled,
                @Value("${tieout.operations.prove-every:PT1H}") Duration every) {
            return new BackgroundLoop("integrity", every, enabled && every.isPositive(), gauges::prove);
        }
    }
}
