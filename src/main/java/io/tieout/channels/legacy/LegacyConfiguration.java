package io.tieout.channels.legacy;

import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LegacyConfiguration {

    @Bean
    ProblemCatalogue legacyProblems() {
        return ProblemCatalogue.of(LegacyProblem.values());
    }
}
