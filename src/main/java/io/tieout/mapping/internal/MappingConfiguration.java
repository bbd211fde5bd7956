package io.tieout.mapping.internal;

import io.tieout.kernel.ProblemCatalogue;
import io.tieout.mapping.MappingProblem;
import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MappingConfiguration {

    /** A change must be seen on every node within a second. */
    private static final Duration CHANGES_LOOK_AGAIN_AFTER = Duration.ofMillis(500);

    private static final Duration CALENDAR_LOOKS_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final Duration ASKED_CODES_WRITTEN_AFTER = Duration.ofSeconds(5);

    @Bean
    ProblemCatalogue mappingProblems() {
        return ProblemCatalogue.of(MappingProblem.values());
    }

    @Bean
    BackgroundLoop mappingChanges(MappingCache cache, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("mapping-changes", CHANGES_LOOK_AGAIN_AFTER, enabled, cache.revision()::poll);
    }

    @Bean
    BackgroundLoop mappingCalendar(TakingForce takingForce, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("mapping-calendar", CALENDAR_LOOKS_AGAIN_AFTER, enabled, takingForce::runDue);
    }

    @Bean
    BackgroundLoop mappingCoverage(AskedCodes asked, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("mapping-coverage", ASKED_CODES_WRITTEN_AFTER, enabled, asked::flush);
    }
}
