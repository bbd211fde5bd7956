package io.tieout.exceptions.internal;

import io.tieout.exceptions.WorkItemProblem;
import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ExceptionsConfiguration {

    @Bean
    ProblemCatalogue workItemProblems() {
        return ProblemCatalogue.of(WorkItemProblem.values());
    }
}
