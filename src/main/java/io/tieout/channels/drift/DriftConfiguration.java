package io.tieout.channels.drift;

import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DriftConfiguration {

    @Bean
    BackgroundLoop driftLoop(
            DriftBook book,
            @Value("${tieout.channels.drift-count:5s}") Duration interval,
            @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("drift", interval, enabled, book::write);
    }
}
