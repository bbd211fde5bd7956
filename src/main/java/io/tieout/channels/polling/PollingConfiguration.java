package io.tieout.channels.polling;

import io.tieout.platform.BackgroundLoop;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PollSettings.class)
class PollingConfiguration {

    @Bean
    BackgroundLoop pollingLoop(
            PollWorker worker, PollSettings settings, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        var loop = new BackgroundLoop("polling", settings.look(), enabled, worker::look);
        worker.whenDone(loop::wake);
        return loop;
    }
}
