package io.tieout.delivery;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.tieout.access.Audit;
import io.tieout.access.CurrentActor;
import io.tieout.access.Secrets;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.finance.Documents;
import io.tieout.finance.Ledger;
import io.tieout.finance.TrialBalance;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.TraceStep;
import io.tieout.testing.TestDatabase;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The delivery module alone, with real database, sender and sandbox, and quick retries; its neighbours are stand-ins. */
final class DeliveryNode implements AutoCloseable {

    static final Actor TESTER = Actor.user("tester");
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final ConfigurableApplicationContext context;

    private DeliveryNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static DeliveryNode start(TestDatabase.Connection database, String... properties) {
        var settings = new HashMap<String, Object>(Map.of(
                "spring.datasource.url", database.url(),
                "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password(),
                "tieout.database.url", database.url(),
                "server.port", "0",
                "tieout.delivery.retries", "200ms,300ms,400ms,500ms,600ms,700ms,800ms,900ms",
                "tieout.delivery.timeout", "1500ms",
                "tieout.delivery.lease", "4s",
                "tieout.delivery.poll", "100ms",
                "tieout.delivery.breaker-open", "500ms"));
        settings.put("tieout.delivery.stock-interval", "500ms");
        settings.put("spring.main.banner-mode", "off");
        settings.put(
                "spring.autoconfigure.exclude",
                "com.vaadin.flow.spring.SpringBootAutoConfiguration,"
                        + "com.vaadin.flow.spring.SpringSecurityAutoConfiguration,"
                        + "com.vaadin.flow.spring.VaadinScopesConfig");
        for (var property : properties) {
            var equals = property.indexOf('=');
            settings.put(property.substring(0, equals), property.substring(equals + 1));
        }
        return new DeliveryNode(new SpringApplicationBuilder(DeliveryAlone.class)
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("delivery-test", settings)))
                .run());
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    IntegrityCheck check(String id) {
        return context.getBeansOfType(IntegrityCheck.class).values().stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Neighbours neighbours() {
        return bean(Neighbours.class);
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    /** Publishes events as their modules do: inside a transaction. */
    void publish(Object... events) {
        bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            for (var event : events) {
                context.publishEvent(event);
            }
        });
    }

    Destination webhook(String code, String entity, String url, String... events) {
        var destination = new Destination(
                code,
                "webhook",
                EntityCode.of(entity),
                URI.create(url),
                true,
                events.length == 0 ? List.of("*") : List.of(events),
                Map.of(),
                false);
        bean(Destinations.class).save(destination, Optional.of(SECRET), TESTER);
        return destination;
    }

    Delivery only(String destination) {
        var page = bean(Deliveries.class).list(destination, null, null, 10, null);
        return page.items().getFirst();
    }

    @Override
    public void close() {
        context.close();
    }

    /** What the neighbours were told. */
    static final class Neighbours {
        final Map<String, String> secrets = new ConcurrentHashMap<>();
        final List<NewWorkItem> raised = new CopyOnWriteArrayList<>();
        final List<BusinessKey> resolved = new CopyOnWriteArrayList<>();
        final List<String> accepted = new CopyOnWriteArrayList<>();
        final List<String> refused = new CopyOnWriteArrayList<>();
        final List<TraceStep> steps = new CopyOnWriteArrayList<>();
        final Map<String, BigDecimal> ledger = new ConcurrentHashMap<>();

        @EventListener
        void on(TraceStep step) {
            steps.add(step);
        }
    }

    @TestConfiguration
    @EnableAutoConfiguration
    @ComponentScan({"io.tieout.delivery", "io.tieout.platform"})
    static class DeliveryAlone {

        @Bean
        Neighbours neighbours() {
            return new Neighbours();
        }

        @Bean
        Secrets secrets(Neighbours neighbours) {
            var secrets = mock(Secrets.class);
            doAnswer(call -> neighbours.secrets.put(call.getArgument(0), call.getArgument(1)))
                    .when(secrets)
                    .put(anyString(), anyString());
            doAnswer(call -> neighbours.secrets.remove(call.<String>getArgument(0)))
                    .when(secrets)
                    .remove(anyString());
            when(secrets.get(anyString()))
                    .thenAnswer(call -> Optional.ofNullable(neighbours.secrets.get(call.<String>getArgument(0))));
            return secrets;
        }

        @Bean
        Audit audit() {
            return mock(Audit.class);
        }

        @Bean
        CurrentActor currentActor() {
            var actor = mock(CurrentActor.class);
            when(actor.get()).thenReturn(TESTER);
            return actor;
        }

        @Bean
        WorkItems workItems(Neighbours neighbours) {
            var items = mock(WorkItems.class);
            when(items.raise(any())).thenAnswer(call -> {
                neighbours.raised.add(call.getArgument(0));
                return io.tieout.kernel.Ids.next();
            });
            doAnswer(call -> neighbours.resolved.add(call.getArgument(1)))
                    .when(items)
                    .resolve(any(), any(), anyString());
            when(items.list(any(), anyInt(), any())).thenReturn(new Page<>(List.of(), null));
            return items;
        }

        @Bean
        Documents documents(Neighbours neighbours) {
            var documents = mock(Documents.class);
            doAnswer(call -> neighbours.accepted.add(call.getArgument(0) + " " + call.getArgument(2)))
                    .when(documents)
                    .accepted(any(), anyString(), any());
            doAnswer(call -> neighbours.refused.add(call.getArgument(0) + " " + call.getArgument(2)))
                    .when(documents)
                    .refused(any(), anyString(), anyString());
            return documents;
        }

        @Bean
        Ledger ledger(Neighbours neighbours) {
            var ledger = mock(Ledger.class);
            when(ledger.trialBalance(any(), any()))
                    .thenAnswer(call -> new TrialBalance(
                            call.getArgument(0),
                            LocalDate.EPOCH,
                            Currency.getInstance("EUR"),
                            BigDecimal.ZERO,
                            BigDecimal.ZERO,
                            neighbours.ledger.entrySet().stream()
                                    .map(entry -> new TrialBalance.Account(
                                            entry.getKey(),
                                            entry.getKey(),
                                            entry.getKey(),
                                            BigDecimal.ZERO,
                                            BigDecimal.ZERO,
                                            entry.getValue()))
                                    .toList()));
            return ledger;
        }

        @Bean
        Catalog catalog() {
            var catalog = mock(Catalog.class);
            when(catalog.location(any(LocationCode.class))).thenAnswer(call -> {
                var location = mock(Location.class);
                when(location.entity()).thenReturn(EntityCode.of("DE01"));
                return Optional.of(location);
            });
            return catalog;
        }
    }
}
