package io.tieout.channels.declarative;

import io.tieout.channels.AdapterProblem;
import io.tieout.kernel.ProblemCatalogue;
import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AdaptersConfiguration {

    /** A change must be seen on every node within a second. */
    private static final Duration CHANGES_LOOK_AGAIN_AFTER = Duration.ofMillis(500);

    @Bean
    ProblemCatalogue adapterProblems() {
        return ProblemCatalogue.of(AdapterProblem.values());
    }

    @Bean
    BackgroundLoop adapterChanges(DeclaredAdapters adapters, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("adapter-changes", CHANGES_LOOK_AGAIN_AFTER, enabled, adapters.revision()::poll);
    }
}
