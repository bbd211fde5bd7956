package io.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.platform.internal.database.DatabaseStartException;
import io.tieout.platform.internal.database.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server that Tieout brings along, for real: one start per story, since each takes seconds. */
class EmbeddedServerTests {

    @TempDir
    Path data;

    @Test
    void isDurablePrivateAndKeepsItsDataOverARestart() throws Exception {
        String password;
        try (var server = EmbeddedServer.own(data)) {
            password = server.password();
            assertThat(show(server, "fsync")).isEqualTo("on");
            assertThat(show(server, "full_page_writes")).isEqualTo("on");
            assertThat(show(server, "synchronous_commit")).isEqualTo("on");
            assertThat(show(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(server, "data_checksums")).isEqualTo("on");
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), server.user(), "guessed"))
                    .isInstanceOf(SQLException.class);
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(data.resolve("postgres/server.properties"))))
                    .isEqualTo("rw-------");
            execute(server, "create table kept (id int)");
        }
        try (var server = EmbeddedServer.own(data)) {
            assertThat(server.password()).isEqualTo(password);
            execute(server, "insert into kept values (1)");
        }
    }

    @Test
    void oneFolderHasOneOwnerAndCommandsUseTheOwnersServer() throws Exception {
        try (var owner = EmbeddedServer.own(data)) {
            assertThatThrownBy(() -> EmbeddedServer.own(data))
                    .isInstanceOf(DatabaseStartException.class)
                    .hasMessageContaining(
                            "Another Tieout (process " + ProcessHandle.current().pid());
            try (var command = EmbeddedServer.use(data)) {
                assertThat(command.url()).isEqualTo(owner.url());
                execute(command, "create table used (id int)");
            }
            execute(owner, "insert into used values (1)");
        }
        try (var alone = EmbeddedServer.use(data)) {
            execute(alone, "insert into used values (2)");
        }
    }

    @Test
    void aServerThatIsKilledComesBackOnTheSameAddress() throws Exception {
        try (var server = EmbeddedServer.own(data)) {
            execute(server, "create table kept (id int)");
            var killed = server.serverProcess().orElseThrow();
            killed.destroyForcibly();
            killed.onExit().join();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> execute(server, "insert into kept values (1)"));
            assertThat(server.serverProcess().orElseThrow().pid()).isNotEqualTo(killed.pid());
        }
    }

    @Test
    void aServerLeftBehindByAKilledOwnerIsTakenOver() throws Exception {
        var owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OwnerProcess.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle leftBehind;
        try {
            leftBehind = owner.inputReader()
                    .lines()
                    .filter(line -> line.startsWith(OwnerProcess.SERVER))
                    .map(line -> Long.parseLong(line.substring(OwnerProcess.SERVER.length())))
                    .findFirst()
                    .flatMap(ProcessHandle::of)
                    .orElseThrow();
        } finally {
            owner.destroyForcibly().waitFor();
        }
        assertThat(leftBehind.isAlive()).isTrue();

        try (var server = EmbeddedServer.own(data)) {
            assertThat(leftBehind.isAlive()).isFalse();
            execute(server, "insert into kept values (2)");
        }
    }

    /** A Tieout that starts its database, commits, and is killed. */
    static final class OwnerProcess {

        static final String SERVER = "server process ";

        public static void main(String[] arguments) throws Exception {
            @SuppressWarnings("resource") // this process is killed
            var server = EmbeddedServer.own(Path.of(arguments[0]));
            execute(server, "create table kept (id int)");
            System.out.println(SERVER + server.serverProcess().orElseThrow().pid());
            new CountDownLatch(1).await(1, TimeUnit.MINUTES); // until it is killed, or the test that should is gone
        }
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String show(EmbeddedServer server, String setting) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement();
                var result = statement.executeQuery("show " + setting)) {
            result.next();
            return result.getString(1);
        }
    }
}
