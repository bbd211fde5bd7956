package io.tieout.finance.internal;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.tieout.access.Audit;
import io.tieout.access.CurrentActor;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvent.Component;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.Ledger;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemType;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import io.tieout.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finance alone on a real database of its own, with mappings, entities and work items in the test's hands and no worker
 * running: {@link #post()} does what the worker would.
 */
final class FinanceHarness implements AutoCloseable {

    static final EntityCode DE = EntityCode.of("DE01");
    static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

    final Map<String, String> chart = new ConcurrentHashMap<>(DefaultChart.codes());
    final Map<String, String> taxCodes = new ConcurrentHashMap<>(Map.of("DE MwSt 19%", "DE19", "DE MwSt 7%", "DE7"));
    final Map<String, String> methods = new ConcurrentHashMap<>(Map.of("Cash", "cash", "Card", "card"));
    final List<NewWorkItem> raised = new CopyOnWriteArrayList<>();
    final List<String> resolved = new CopyOnWriteArrayList<>();
    final List<Object> published = new CopyOnWriteArrayList<>();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    FinanceHarness() {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("tieout.workers.enabled", "false")));
        context.registerBean(Mappings.class, this::mappings);
        context.registerBean(WorkItems.class, this::workItems);
        context.registerBean(Catalog.class, FinanceHarness::catalog);
        context.registerBean(Audit.class, () -> mock(Audit.class));
        context.registerBean(CurrentActor.class, () -> mock(CurrentActor.class));
        context.registerBean(FinanceHarness.class, () -> this);
        context.register(Wiring.class);
        context.refresh();
    }

    @TestConfiguration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @ComponentScan(
            basePackages = "io.tieout.finance",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = org.springframework.context.annotation.FilterType.REGEX,
                            pattern = {"io\\.tieout\\.finance\\.adapter\\.in\\.rest\\..*", ".*Tests.*"}))
    static class Wiring {

        @Bean
        DataSource dataSource() {
            var database = TestDatabase.fresh();
            var pool = new com.zaxxer.hikari.HikariDataSource();
            pool.setJdbcUrl(database.url());
            pool.setUsername(database.user());
            pool.setPassword(database.password());
            return pool;
        }

        @Bean
        SpringLiquibase liquibase(DataSource dataSource) {
            var liquibase = new SpringLiquibase();
            liquibase.setDataSource(dataSource);
            liquibase.setChangeLog("classpath:db/changelog/finance-only.yaml");
            return liquibase;
        }

        @Bean
        PlatformTransactionManager transactions(DataSource dataSource, SpringLiquibase migrated) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        JdbcClient jdbc(DataSource dataSource, SpringLiquibase migrated) {
            return JdbcClient.create(dataSource);
        }

        @Bean
        Clock clock() {
            return CLOCK;
        }

        @Bean
        Recorder recorder(FinanceHarness harness) {
            return new Recorder(harness);
        }
    }

    /** Hears what finance tells. */
    record Recorder(FinanceHarness harness) {

        @EventListener
        void on(PayloadApplicationEvent<?> event) {
            harness.published.add(event.getPayload());
        }

        @EventListener
        void on(ApplicationEvent ignored) {
            // Spring's own
        }
    }

    private Mappings mappings() {
        var mappings = mock(Mappings.class);
        when(mappings.inForce(any(), any(), any())).thenAnswer(call -> {
            var mapped = new TreeMap<String, Resolution.Mapped>();
            of(call.getArgument(0)).forEach((code, value) -> mapped.put(code, mapped(value)));
            return mapped;
        });
        when(mappings.resolve(any(), any(), any(), any())).thenAnswer(call -> {
            MappingKind kind = call.getArgument(0);
            String code = call.getArgument(1);
            var value = of(kind).get(code);
            return value == null ? new Resolution.Unmapped(kind, code, call.getArgument(2)) : mapped(value);
        });
        return mappings;
    }

    private Map<String, String> of(MappingKind kind) {
        return switch (kind) {
            case CHART_OF_ACCOUNTS -> chart;
            case TAX_CODE -> taxCodes;
            case PAYMENT_METHOD -> methods;
            default -> Map.of();
        };
    }

    private static Resolution.Mapped mapped(String value) {
        return new Resolution.Mapped(value, new UUID(0, 1), 1);
    }

    private WorkItems workItems() {
        var items = mock(WorkItems.class);
        when(items.raise(any())).thenAnswer(call -> {
            raised.add(call.getArgument(0));
            return UUID.randomUUID();
        });
        org.mockito.Mockito.doAnswer(call -> {
                    ProblemType problem = call.getArgument(0);
                    BusinessKey subject = call.getArgument(1);
                    resolved.add(problem.code() + " " + subject);
                    return null;
                })
                .when(items)
                .resolve(any(), any(), any());
        return items;
    }

    private static Catalog catalog() {
        var catalog = mock(Catalog.class);
        when(catalog.entity(any())).thenAnswer(call -> {
            EntityCode code = call.getArgument(0);
            return code.value().startsWith("XX")
                    ? Optional.empty()
                    : Optional.of(new LegalEntity(
                            code,
                            "Example Retail GmbH",
                            "DE",
                            Currency.getInstance("EUR"),
                            ZoneId.of("Europe/Berlin")));
        });
        return catalog;
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    IntegrityCheck check(String bean) {
        return context.getBean(bean, IntegrityCheck.class);
    }

    JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    TransactionTemplate transaction() {
        return new TransactionTemplate(get(PlatformTransactionManager.class));
    }

    /** As an operational module would. */
    void publish(Object event) {
        transaction().executeWithoutResult(_ -> context.publishEvent(event));
    }

    /** Posts until nothing is left to post. */
    void post() {
        while (get(PostingWorker.class).postBatch()) {
            // there is more
        }
    }

    <T> List<T> published(Class<T> type) {
        return published.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Balances (debit less credit) by account key; those of zero left out. */
    Map<String, String> balances(EntityCode entity) {
        var balances = new TreeMap<String, String>();
        for (var account :
                get(Ledger.class).trialBalance(entity, LocalDate.of(2030, 1, 1)).accounts()) {
            if (account.balance().signum() != 0) {
                balances.put(account.key(), account.balance().toPlainString());
            }
        }
        return balances;
    }

    BigDecimal trialBalance(EntityCode entity) {
        var balance = get(Ledger.class).trialBalance(entity, LocalDate.of(2030, 1, 1));
        return balance.debit().subtract(balance.credit());
    }

    static FinanceEvent event(EntityCode entity, String type, String key, LocalDate date, Component... components) {
        return new FinanceEvent(
                type,
                key,
                entity,
                BusinessKey.of("test:" + key),
                date,
                CLOCK.instant(),
                null,
                null,
                List.of(components));
    }

    static Component component(String name, String amount, String reference) {
        return new Component(
                name,
                null,
                Money.of(amount, "EUR"),
                Dimensions.channel("amazon-de").withReference(reference));
    }

    static List<FinanceEvent> rows(EntityCode entity, String settlement, Object... namesAndAmounts) {
        var rows = new ArrayList<FinanceEvent>();
        for (var index = 0; index < namesAndAmounts.length; index += 2) {
            rows.add(event(
                    entity,
                    "settlement.row",
                    settlement + ":" + index,
                    TODAY,
                    component((String) namesAndAmounts[index], (String) namesAndAmounts[index + 1], "o-1")));
        }
        return rows;
    }

    @Override
    public void close() {
        context.close();
    }
}
