package io.tieout.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * One real PostgreSQL per test run: in a container where a Docker engine answers, else the embedded one. Each application
 * context gets a database of its own.
 */
public final class TestDatabase {

    private static final Server SERVER = start();

    private TestDatabase() {}

    /** Creates an empty database. */
    public static Connection fresh() {
        var name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = DriverManager.getConnection(SERVER.url("postgres"), SERVER.user, SERVER.password);
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException("The test database server does not answer", failure);
        }
        return new Connection(SERVER.url(name), SERVER.user, SERVER.password);
    }

    /** How to reach one database. */
    public record Connection(String url, String user, String password) {}

    /** Gives an application context its database. */
    public static class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var database = fresh();
            ApplicationsEnd.started(context);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "test-database",
                            Map.of(
                                    "spring.datasource.url", database.url(),
                                    "spring.datasource.username", database.user(),
                                    "spring.datasource.password", database.password(),
                                    "tieout.database.url", database.url())));
        }
    }

    private record Server(String host, int port, String user, String password) {
        String url(String database) {
            return "jdbc:postgresql://" + host + ":" + port + "/" + database;
        }
    }

    private static Server start() {
        return dockerAnswers() ? container() : embedded();
    }

    private static boolean dockerAnswers() {
        return System.getenv("TIEOUT_TEST_EMBEDDED") == null
                && DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // lives until the test run ends
    private static Server container() {
        var image = System.getenv().getOrDefault("TIEOUT_TEST_POSTGRES_IMAGE", "postgres:18-alpine");
        var container = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        container.setCommand("postgres", "-c", "max_connections=300");
        container.start();
        System.out.println("Tests' database: PostgreSQL in a container of " + image);
        return new Server(
                container.getHost(), container.getMappedPort(5432), container.getUsername(), container.getPassword());
    }

    private static Server embedded() {
        try {
            var postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .start();
            System.out.println("Tests' database: embedded PostgreSQL on port " + postgres.getPort());
            return new Server("localhost", postgres.getPort(), "postgres", "postgres");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
