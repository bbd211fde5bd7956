package io.tieout.finance.internal;

import io.tieout.finance.FinanceProblem;
import io.tieout.kernel.ProblemCatalogue;
import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FinanceConfiguration {

    static final String POSTING_LOOP = "financePostingLoop";

    @Bean(POSTING_LOOP)
    BackgroundLoop financePostingLoop(
            PostingWorker worker,
            @Value("${tieout.workers.enabled:true}") boolean enabled,
            @Value("${tieout.finance.posting-poll-ms:1000}") long pollMs) {
        return new BackgroundLoop("finance-posting", Duration.ofMillis(pollMs), enabled, worker::postBatch);
    }

    @Bean
    BackgroundLoop parkedEventsLoop(ParkedEvents parked, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("finance-parked", Duration.ofSeconds(2), enabled, parked::lookAgain);
    }

    @Bean
    ProblemCatalogue financeProblems() {
        return ProblemCatalogue.of(FinanceProblem.values());
    }
}
