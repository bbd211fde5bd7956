package io.tieout.channels.internal;

import io.tieout.channels.ChannelProblem;
import io.tieout.kernel.ProblemCatalogue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ChannelsConfiguration {

    @Bean
    ProblemCatalogue channelProblems() {
        return ProblemCatalogue.of(ChannelProblem.values());
    }
}
