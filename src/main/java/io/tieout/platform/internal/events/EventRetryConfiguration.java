package io.tieout.platform.internal.events;

import io.tieout.platform.BackgroundLoop;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.modulith.events.core.EventSerializer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetrySchedule.class)
class EventRetryConfiguration {

    /** Inside of the registry's own advisor, outside of the listener's transaction: a failing commit counts too. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

    @Bean
    BackgroundLoop eventRetryLoop(
            EventRetries retries, RetrySchedule schedule, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("event-retries", schedule.pollInterval(), enabled, retries::round);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor failureReasonsAdvisor(
            ObjectProvider<ParkedEventRows> rows, ObjectProvider<EventSerializer> serializer) {
        var advisor = new DefaultPointcutAdvisor(
                AnnotationMatchingPointcut.forMethodAnnotation(ApplicationModuleListener.class),
                new FailureReasons(rows, serializer));
        advisor.setOrder(ORDER);
        return advisor;
    }
}
