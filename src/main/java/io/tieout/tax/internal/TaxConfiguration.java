package io.tieout.tax.internal;

import io.tieout.kernel.ProblemCatalogue;
import io.tieout.platform.BackgroundLoop;
import io.tieout.tax.TaxProblem;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TaxConfiguration {

    /** A change must be seen on every node within a second. */
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(500);

    @Bean
    ProblemCatalogue taxProblems() {
        return ProblemCatalogue.of(TaxProblem.values());
    }

    @Bean
    BackgroundLoop taxRateChanges(RateCache cache, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("tax-rate-changes", LOOK_AGAIN_AFTER, enabled, cache.revision()::poll);
    }
}
