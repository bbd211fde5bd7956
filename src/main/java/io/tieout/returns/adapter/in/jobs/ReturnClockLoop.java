package io.tieout.returns.adapter.in.jobs;

import io.tieout.platform.BackgroundLoop;
import io.tieout.returns.internal.ReturnClock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReturnClockLoop {

    @Bean
    BackgroundLoop returnClockWorker(
            ReturnClock clock,
            @Value("${tieout.returns.clock-interval:1m}") Duration interval,
            @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("return-clock", interval, enabled, clock::tick);
    }
}
