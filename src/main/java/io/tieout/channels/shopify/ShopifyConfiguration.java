package io.tieout.channels.shopify;

import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ShopifyConfiguration {

    @Bean
    ProblemCatalogue shopifyProblems() {
        return ProblemCatalogue.of(ShopifyProblem.values());
    }
}
