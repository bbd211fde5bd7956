package io.tieout.catalog.internal;

import io.tieout.catalog.CatalogProblem;
import io.tieout.kernel.ProblemCatalogue;
import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {

    /** A change must be seen on every node within a second. */
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(500);

    @Bean
    ProblemCatalogue catalogProblems() {
        return ProblemCatalogue.of(CatalogProblem.values());
    }

    @Bean
    BackgroundLoop catalogChanges(CatalogCache cache, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("catalog-changes", LOOK_AGAIN_AFTER, enabled, cache.revision()::poll);
    }
}
