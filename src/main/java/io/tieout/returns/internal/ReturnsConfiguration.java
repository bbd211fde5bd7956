package io.tieout.returns.internal;

import io.tieout.kernel.ProblemCatalogue;
import io.tieout.returns.ReturnProblem;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReturnsSettings.class)
class ReturnsConfiguration {

    @Bean
    ProblemCatalogue returnProblems() {
        return ProblemCatalogue.of(ReturnProblem.values());
    }
}
