package io.tieout.operations.internal;

import io.tieout.kernel.ProblemCatalogue;
import io.tieout.operations.OperationsProblem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

    @Bean
    ProblemCatalogue operationsProblems() {
        return ProblemCatalogue.of(OperationsProblem.values());
    }
}
