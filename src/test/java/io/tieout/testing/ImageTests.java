package io.tieout.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The image of the Dockerfile beside a PostgreSQL, as docker-compose.yml puts them; made of the jar that was built before. */
@Tag("docker")
@RequiresGroup("docker")
class ImageTests {

    private static final String KEY = "image-tests-key-of-forty-characters-or-so";

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }

    @Test
    void theImageServesAndProvesItselfAsAnOrdinaryUser() throws Exception {
        assertThat(Path.of("target", "tieout.jar")).exists();
        var base = setting("TIEOUT_BASE_IMAGE", "eclipse-temurin:25-jre");
        var database = DockerImageName.parse(setting("TIEOUT_TEST_POSTGRES_IMAGE", "postgres:18-alpine"))
                .asCompatibleSubstituteFor("postgres");
        try (var network = Network.newNetwork();
                var postgres =
                        new PostgreSQLContainer(database).withNetwork(network).withNetworkAliases("database");
                var tieout = new GenericContainer<>(new ImageFromDockerfile("tieout-test/tieout", false)
                                .withFileFromPath("Dockerfile", Path.of("Dockerfile"))
                                .withFileFromPath("target/tieout.jar", Path.of("target", "tieout.jar"))
                                .withBuildArg("TIEOUT_BASE_IMAGE", base))
                        .withNetwork(network)
                        .withEnv("TIEOUT_DB_URL", "jdbc:postgresql://database:5432/test")
                        .withEnv("TIEOUT_DB_USER", "test")
                        .withEnv("TIEOUT_DB_PASSWORD", "test")
                        .withEnv("TIEOUT_ADMIN_PASSWORD", "")
                        .withEnv("TIEOUT_BOOTSTRAP_KEY", KEY)
                        .withExposedPorts(8080)
                        .waitingFor(
                                Wait.forHttp("/actuator/health/readiness").withStartupTimeout(Duration.ofMinutes(5)))) {
            postgres.start();
            tieout.start();

            assertThat(tieout.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
            var proof = new Http(tieout.getMappedPort(8080), KEY).get("/api/v1/integrity");
            assertThat(proof.body()).contains("\"ok\":true");
        }
    }
}
