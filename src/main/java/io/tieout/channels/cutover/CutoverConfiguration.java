package io.tieout.channels.cutover;

import io.tieout.channels.CutoverProblem;
import io.tieout.kernel.ProblemCatalogue;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CutoverSettings.class)
class CutoverConfiguration {

    @Bean
    ProblemCatalogue cutoverProblems() {
        return ProblemCatalogue.of(CutoverProblem.values());
    }
}
