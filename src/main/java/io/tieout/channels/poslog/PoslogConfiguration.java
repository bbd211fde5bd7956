package io.tieout.channels.poslog;

import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PoslogConfiguration {

    @Bean
    ProblemCatalogue poslogProblems() {
        return ProblemCatalogue.of(PoslogProblem.values());
    }
}
