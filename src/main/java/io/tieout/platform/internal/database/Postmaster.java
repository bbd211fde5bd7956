package io.tieout.platform.internal.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One data folder's server process: made, started, asked for its settings, ended. */
final class Postmaster {

    static final String USER = "tieout";
    static final String DATABASE = "tieout";
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(5);
    private static final Duration END_WITHIN = Duration.ofSeconds(60);
    private static final long ASK_EVERY_MS = 100;

    /** What a hub that keeps books insists on; asserted of the running server. */
    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on");

    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "password_encryption=scram-sha-256",
            "fsync=on",
            "full_page_writes=on",
            "synchronous_commit=on",
            "max_connections=100",
            "shared_buffers=256MB",
            "max_wal_size=2GB",
            "jit=off",
            // A new hub's tables fill within minutes: plans made for empty ones must not outlive that.
            "autovacuum_naptime=10s",
            "timezone=UTC",
            "log_timezone=UTC",
            "logging_collector=on",
            "log_directory=../log",
            // One file for each day of the week, overwritten a week later: the log cannot fill the disk.
            "log_filename=postgresql-%a.log",
            "log_file_mode=0600",
            "log_rotation_age=1d",
            "log_rotation_size=0",
            "log_truncate_on_rotation=on");

    private final Binaries binaries;
    private final Launcher launcher;
    private final Path folder;

    /** @param folder holds {@code data}, {@code log} and the start's output */
    Postmaster(Binaries binaries, Launcher launcher, Path folder) {
        this.binaries = binaries;
        this.launcher = launcher;
        this.folder = folder;
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** Makes the cluster where there is none yet; an unfinished one of an interrupted first start is made anew. */
    void createIfAbsent(String password) {
        if (Files.exists(data())) {
            checkVersion();
            return;
        }
        var unfinished = folder.resolve("data.new");
        var secret = folder.resolve("initial-password");
        try {
            org.springframework.util.FileSystemUtils.deleteRecursively(unfinished);
            Files.writeString(secret, password);
            launcher.own(secret);
            launcher.runToEnd(List.of(
                    binaries.program("initdb"),
                    "--pgdata=" + unfinished,
                    "--username=" + USER,
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--data-checksums"));
            Files.move(unfinished, data());
            Files.delete(secret);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot create the database in " + folder, failure);
        }
    }

    private void checkVersion() {
        try {
            var version = Files.readString(data().resolve("PG_VERSION")).strip();
            if (!version.equals("18")) {
                throw new DatabaseStartException("The data in " + data() + " is of PostgreSQL " + version
                        + ", this Tieout brings PostgreSQL 18: see UPGRADING.md");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("This is no data folder of PostgreSQL: " + data(), failure);
        }
    }

    /** Ends a server that an owner left behind when it was killed. */
    void endLeftBehind() {
        leftBehind().ifPresent(Postmaster::end);
    }

    private Optional<ProcessHandle> leftBehind() {
        var file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            // The number may belong to another program by now: it is ours only if it runs our binaries.
            return ProcessHandle.of(pid)
                    .filter(process -> process.info()
                            .command()
                            .filter(command -> command.startsWith(folder.toString()))
                            .isPresent());
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file, failure);
        }
    }

    /** Starts the server; it may not answer yet. */
    Process start(int port) {
        var command = new ArrayList<>(
                List.of(binaries.program("postgres"), "-D", data().toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        try {
            return new ProcessBuilder(launcher.command(command))
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(startLog().toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot start PostgreSQL", failure);
        }
    }

    private Path startLog() {
        return folder.resolve("start.log");
    }

    /** Waits until the server answers, also through recovery after a crash; proves that it is durable and has our database. */
    void awaitAnswer(Process process, int port, String password) {
        var deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (true) {
            try (var connection = DriverManager.getConnection(url(port, "postgres"), USER, password)) {
                assertDurable(connection);
                createDatabase(connection);
                return;
            } catch (SQLException notYet) {
                if (!process.isAlive()) {
                    throw new DatabaseStartException("PostgreSQL ended at its start: " + lastWords(), notYet);
                }
                if (System.nanoTime() > deadline) {
                    throw new DatabaseStartException("PostgreSQL does not answer: " + lastWords(), notYet);
                }
                pause();
            }
        }
    }

    static void assertDurable(Connection connection) throws SQLException {
        for (var setting : DURABLE.entrySet()) {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery("show " + setting.getKey())) {
                result.next();
                if (!setting.getValue().equals(result.getString(1))) {
                    throw new DatabaseStartException(
                            "PostgreSQL runs with " + setting.getKey() + "=" + result.getString(1)
                                    + ", which may lose books that were confirmed: it must be " + setting.getValue());
                }
            }
        }
    }

    private static void createDatabase(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var exists = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
                if (exists.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE);
        }
    }

    private String lastWords() {
        try {
            var words = Files.readString(startLog()).strip();
            return words.isEmpty() ? "see " + folder.resolve("log") : words;
        } catch (IOException failure) {
            return "see " + startLog();
        }
    }

    /** Ends a server in good order: connections are closed, what is committed is on disk. */
    static void end(ProcessHandle process) {
        signal(process, "INT");
        try {
            process.onExit().get(END_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException stuck) {
            // SIGQUIT: ends at once; the next start recovers from the log.
            signal(process, "QUIT");
            process.onExit().join();
        }
    }

    private static void signal(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            process.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The wished port where it is free, else any. */
    static int freePort(int wished) {
        try (var socket = new ServerSocket(wished, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            if (wished == 0) {
                throw new UncheckedIOException("No port is free", taken);
            }
            return freePort(0);
        }
    }

    static void pause() {
        try {
            Thread.sleep(ASK_EVERY_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseStartException("Interrupted while waiting for PostgreSQL", interrupted);
        }
    }
}
