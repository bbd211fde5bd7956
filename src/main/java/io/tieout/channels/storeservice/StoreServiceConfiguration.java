package io.tieout.channels.storeservice;

import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StoreServiceConfiguration {

    @Bean
    ProblemCatalogue storeServiceProblems() {
        return ProblemCatalogue.of(StoreServiceProblem.values());
    }
}
