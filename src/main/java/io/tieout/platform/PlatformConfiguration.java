package io.tieout.platform;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemCatalogue;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.platform.internal.json.KernelModule;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Currency;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.dialect.JdbcPostgresDialect;
import org.springframework.scheduling.annotation.EnableScheduling;
import tools.jackson.databind.JacksonModule;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PlatformConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    JacksonModule kernelJacksonModule() {
        return new KernelModule();
    }

    @Bean
    JdbcConverters kernelConverters() {
        return JdbcConverters.text(Sku.class, Sku::of, Sku::value)
                .and(JdbcConverters.text(LocationCode.class, LocationCode::of, LocationCode::value))
                .and(JdbcConverters.text(EntityCode.class, EntityCode::of, EntityCode::value))
                .and(JdbcConverters.text(ConnectionCode.class, ConnectionCode::of, ConnectionCode::value))
                .and(JdbcConverters.text(BusinessKey.class, BusinessKey::of, BusinessKey::value))
                .and(JdbcConverters.text(Currency.class, Currency::getInstance, Currency::getCurrencyCode))
                .and(JdbcConverters.id(MessageId.class, MessageId::new, MessageId::value))
                .and(JdbcConverters.both(BigDecimal.class, Quantity.class, Quantity::new, Quantity::value));
    }

    /** Replaces Spring Data's own: all modules' conversions together. */
    @Bean
    JdbcCustomConversions jdbcCustomConversions(List<JdbcConverters> modules) {
        var all = modules.stream()
                .<Object>flatMap(module -> module.converters().stream())
                .toList();
        return JdbcCustomConversions.of(JdbcPostgresDialect.INSTANCE, all);
    }

    @Bean
    ProblemCatalogue commonProblems() {
        return ProblemCatalogue.of(CommonProblem.values());
    }

    @Bean
    ProblemCatalogue webProblems() {
        return ProblemCatalogue.of(WebProblem.values());
    }
}
