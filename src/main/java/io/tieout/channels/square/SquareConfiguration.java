package io.tieout.channels.square;

import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SquareConfiguration {

    @Bean
    ProblemCatalogue squareProblems() {
        return ProblemCatalogue.of(SquareProblem.values());
    }
}
