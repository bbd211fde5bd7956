package io.tieout.channels.adapter.in.jobs;

import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FolderConfiguration {

    @Bean
    BackgroundLoop watchedFolderLoop(
            WatchedFolder folder,
            @Value("${tieout.channels.folder-poll:2s}") Duration poll,
            @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("watched-folder", poll, enabled, folder::look);
    }
}
