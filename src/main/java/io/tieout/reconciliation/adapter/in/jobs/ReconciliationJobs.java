package io.tieout.reconciliation.adapter.in.jobs;

import io.tieout.platform.BackgroundLoop;
import io.tieout.reconciliation.internal.SettlementSweep;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReconciliationJobs {

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(5);

    @Bean
    BackgroundLoop settlementSweepLoop(
            SettlementSweep sweep, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("settlement-sweep", LOOK_AGAIN_AFTER, enabled, sweep::round);
    }
}
