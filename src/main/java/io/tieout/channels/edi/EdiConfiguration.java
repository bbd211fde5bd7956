package io.tieout.channels.edi;

import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EdiConfiguration {

    @Bean
    ProblemCatalogue ediProblems() {
        return ProblemCatalogue.of(EdiProblem.values());
    }
}
