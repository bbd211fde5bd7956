package io.tieout.channels.feeds;

import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedsConfiguration {

    /** A change that is noted is sent after so long at most where nothing else is under way. */
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(250);

    @Bean
    BackgroundLoop feedPublishing(FeedRounds feeds, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("feeds", LOOK_AGAIN_AFTER, enabled, feeds::round);
    }
}
