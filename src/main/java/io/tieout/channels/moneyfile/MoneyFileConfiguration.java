package io.tieout.channels.moneyfile;

import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MoneyFileConfiguration {

    @Bean
    ProblemCatalogue moneyFileProblems() {
        return ProblemCatalogue.of(MoneyFileProblem.values());
    }
}
