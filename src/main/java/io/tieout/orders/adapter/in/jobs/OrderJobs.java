package io.tieout.orders.adapter.in.jobs;

import io.tieout.orders.internal.Backorders;
import io.tieout.orders.internal.StoreTimeouts;
import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OrderJobs {

    @Bean
    BackgroundLoop backordersLoop(Backorders backorders, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("orders-backorders", Duration.ofSeconds(2), enabled, backorders::releaseSome);
    }

    @Bean
    BackgroundLoop storeTimeoutsLoop(StoreTimeouts timeouts, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("orders-store-timeouts", Duration.ofSeconds(2), enabled, timeouts::timeOutStores);
    }
}
