package io.tieout.access.internal;

import io.tieout.access.ApiClients;
import io.tieout.access.ApiClients.Terms;
import io.tieout.access.People;
import io.tieout.access.Roles;
import io.tieout.access.Scopes;
import io.tieout.kernel.Actor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;

/**
 * Makes the administrator, and the key for scripts, on a database that knows nobody yet. Runs before the server answers the
 * first request; several nodes that start at once agree by a lock.
 */
@Component
class FirstStart implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
    private static final Actor INSTALLER = Actor.system("first-start");
    private static final String ADMINISTRATOR = "admin";
    private static final String BOOTSTRAP_CLIENT = "bootstrap";
    private static final long LOCK = 0x7469656f75744653L;
    private static final int KEY_LENGTH_ADVISED = 32;

    private final JdbcClient jdbc;
    private final PersonRows rows;
    private final People people;
    private final ApiClients clients;
    private final TransactionTemplate transactions;
    private final ApplicationContext context;
    private final String adminPassword;
    private final String bootstrapKey;

    FirstStart(
            JdbcClient jdbc,
            PersonRows rows,
            People people,
            ApiClients clients,
            TransactionTemplate transactions,
            ApplicationContext context,
            @Value("${tieout.admin-password:}") String adminPassword,
            @Value("${tieout.bootstrap-key:}") String bootstrapKey) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.people = people;
        this.clients = clients;
        this.transactions = transactions;
        this.context = context;
        this.adminPassword = adminPassword;
        this.bootstrapKey = bootstrapKey.strip();
    }

    @Override
    public void afterSingletonsInstantiated() {
        // A console command is not the first start: its output is for scripts, and nobody would see the password.
        if (context instanceof WebApplicationContext) {
            var password = transactions.execute(_ -> install());
            if (password != null) {
                announce(password);
            }
        }
    }

    /** @return the administrator's generated password, if one was made */
    private @Nullable String install() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query()
                .singleRow();
        if (rows.count() > 0) {
            return null;
        }
        String generated = null;
        var roles = List.of(Roles.ADMINISTRATOR);
        if (adminPassword.isEmpty()) {
            generated = people.create(ADMINISTRATOR, "Administrator", roles, INSTALLER)
                    .firstPassword();
        } else {
            people.create(ADMINISTRATOR, "Administrator", roles, adminPassword, false, INSTALLER);
        }
        if (!bootstrapKey.isEmpty()) {
            if (bootstrapKey.length() < KEY_LENGTH_ADVISED) {
                LOG.warn(
                        "TIEOUT_BOOTSTRAP_KEY is short enough to be guessed; take {} random characters",
                        KEY_LENGTH_ADVISED);
            }
            clients.createWithoutKey(BOOTSTRAP_CLIENT, Terms.of(List.of(Scopes.ADMIN)), INSTALLER);
            clients.accept(BOOTSTRAP_CLIENT, bootstrapKey, INSTALLER);
        }
        return generated;
    }

    /** On the console and nowhere else: logs are kept and sent around. */
    private static void announce(String password) {
        System.out.println();
        System.out.println("  First start. Sign in as:  " + ADMINISTRATOR);
        System.out.println("  with the password:        " + password);
        System.out.println("  It is shown only now, and must be changed at the first sign-in.");
        System.out.println();
    }
}
