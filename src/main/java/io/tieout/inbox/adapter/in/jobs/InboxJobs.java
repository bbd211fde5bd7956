package io.tieout.inbox.adapter.in.jobs;

import io.tieout.inbox.internal.BodyRetention;
import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InboxJobs {

    @Bean
    BackgroundLoop bodyRetentionLoop(
            BodyRetention retention, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("inbox-retention", Duration.ofHours(1), enabled, retention::removeSome);
    }
}
