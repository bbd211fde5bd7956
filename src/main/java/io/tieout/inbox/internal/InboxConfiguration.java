package io.tieout.inbox.internal;

import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InboxConfiguration {

    @Bean
    ProblemCatalogue inboxProblems() {
        return ProblemCatalogue.of(InboxProblem.values());
    }
}
