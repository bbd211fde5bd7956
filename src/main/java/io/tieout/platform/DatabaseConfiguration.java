package io.tieout.platform;

import io.tieout.platform.internal.database.EmbeddedServer;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The database that Tieout brings along, where none is configured. The pool asks for it, so it runs before and ends after. */
@Configuration(proxyBeanMethods = false)
@Conditional(DatabaseConfiguration.NoneConfigured.class)
class DatabaseConfiguration {

    @Bean
    EmbeddedServer embeddedServer(
            @Value("${tieout.data}") Path data, @Value("${tieout.console:false}") boolean consoleCommand) {
        return consoleCommand ? EmbeddedServer.use(data) : EmbeddedServer.own(data);
    }

    @Bean
    JdbcConnectionDetails embeddedConnectionDetails(EmbeddedServer server) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return server.url();
            }

            @Override
            public String getUsername() {
                return server.user();
            }

            @Override
            public String getPassword() {
                return server.password();
            }
        };
    }

    static final class NoneConfigured implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
        }
    }
}
