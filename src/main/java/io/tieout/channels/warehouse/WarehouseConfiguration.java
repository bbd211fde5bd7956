package io.tieout.channels.warehouse;

import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WarehouseConfiguration {

    @Bean
    ProblemCatalogue warehouseProblems() {
        return ProblemCatalogue.of(WarehouseProblem.values());
    }
}
