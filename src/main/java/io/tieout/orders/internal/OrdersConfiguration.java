package io.tieout.orders.internal;

import io.tieout.kernel.ProblemCatalogue;
import io.tieout.orders.OrderProblem;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrdersSettings.class)
class OrdersConfiguration {

    @Bean
    ProblemCatalogue orderProblems() {
        return ProblemCatalogue.of(OrderProblem.values());
    }
}
