package io.tieout.delivery.internal;

import io.tieout.delivery.DeliveryProblem;
import io.tieout.kernel.ProblemCatalogue;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class DeliveryConfiguration {

    @Bean
    ProblemCatalogue deliveryProblems() {
        return ProblemCatalogue.of(DeliveryProblem.values());
    }
}
