package io.tieout.reconciliation.internal;

import io.tieout.kernel.ProblemCatalogue;
import io.tieout.reconciliation.ReconciliationProblem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReconciliationConfiguration {

    @Bean
    ProblemCatalogue reconciliationProblems() {
        return ProblemCatalogue.of(ReconciliationProblem.values());
    }
}
