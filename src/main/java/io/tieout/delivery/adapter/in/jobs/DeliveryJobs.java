package io.tieout.delivery.adapter.in.jobs;

import io.tieout.delivery.internal.DeliverySettings;
import io.tieout.delivery.internal.Retention;
import io.tieout.delivery.internal.StockFigures;
import io.tieout.platform.BackgroundLoop;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeliveryJobs {

    @Bean
    BackgroundLoop stockFiguresLoop(
            StockFigures figures, DeliverySettings settings, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("delivery-stock", settings.stockInterval(), enabled, figures::tell);
    }

    @Bean
    BackgroundLoop deliveryRetentionLoop(
            Retention retention, @Value("${tieout.workers.enabled:true}") boolean enabled) {
        return new BackgroundLoop("delivery-retention", Duration.ofHours(1), enabled, retention::removeBatch);
    }
}
