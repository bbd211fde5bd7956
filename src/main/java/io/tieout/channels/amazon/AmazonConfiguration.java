package io.tieout.channels.amazon;

import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AmazonConfiguration {

    @Bean
    ProblemCatalogue amazonProblems() {
        return ProblemCatalogue.of(AmazonProblem.values());
    }
}
