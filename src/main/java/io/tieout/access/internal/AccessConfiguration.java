package io.tieout.access.internal;

import io.tieout.access.AccessProblem;
import io.tieout.kernel.ProblemCatalogue;
import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final Duration CHAIN_POLL_INTERVAL = Duration.ofSeconds(5);

    @Bean
    ProblemCatalogue accessProblems() {
        return ProblemCatalogue.of(AccessProblem.values());
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    BackgroundLoop auditChainLoop(AuditChain chain, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("audit-chain", CHAIN_POLL_INTERVAL, enabled, chain::linkSome);
    }
}
