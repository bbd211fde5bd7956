package io.tieout.flow;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The hub as a process of its own with a data folder of its own, so that it can be killed. */
final class HubProcess implements AutoCloseable {

    static final String KEY = "bootstrap-key-of-the-kill-tests";
    private static final Duration READY_WITHIN = Duration.ofSeconds(150);

    private final Path folder;
    private final int port;
    private final Hub hub;
    private Optional<Process> process = Optional.empty();

    HubProcess(Path folder) {
        this.folder = folder;
        port = freePort();
        hub = new Hub("http://127.0.0.1:" + port, KEY);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Hub hub() {
        return hub;
    }

    /** Starts it; it may not be ready yet. */
    void start() {
        process = Optional.of(launch(List.of()));
    }

    void awaitReady() {
        await().atMost(READY_WITHIN).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (process.filter(Process::isAlive).isEmpty()) {
                throw new IllegalStateException("The hub ended: " + Files.readString(log()));
            }
            return ready();
        });
    }

    private boolean ready() {
        try {
            return hub.trySend("GET", "/actuator/health/readiness", "application/json", java.util.Map.of(), "")
                            .status()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** As a power cut would: nothing is told. */
    void kill() {
        process.ifPresent(alive -> {
            alive.destroyForcibly();
            alive.onExit().join();
        });
    }

    /** Kills the database's server and leaves the hub alone. @return whether there was one */
    boolean killDatabase() {
        try {
            var pid = Long.parseLong(Files.readAllLines(folder.resolve("postgres/data/postmaster.pid"))
                    .getFirst()
                    .strip());
            return ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
        } catch (IOException absent) {
            return false;
        }
    }

    /** Runs a console command. @return its exit status and output */
    String command(String... arguments) {
        var output = folder.resolve("command.log");
        try {
            var builder = builder(List.of(arguments)).redirectOutput(output.toFile());
            var command = builder.start();
            if (!command.waitFor(3, TimeUnit.MINUTES)) {
                command.destroyForcibly();
                throw new IllegalStateException("The command takes too long: " + String.join(" ", arguments));
            }
            return "exit " + command.exitValue() + "\n" + Files.readString(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private Process launch(List<String> arguments) {
        try {
            return builder(arguments)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path log() {
        return folder.resolve("hub.log");
    }

    private ProcessBuilder builder(List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.tieout.TieoutApplication"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("TIEOUT_"));
        environment.put("TIEOUT_DATA", folder.toString());
        environment.put("TIEOUT_PORT", Integer.toString(port));
        environment.put("TIEOUT_BOOTSTRAP_KEY", KEY);
        environment.put("TIEOUT_ADMIN_PASSWORD", "kill-tests-only-password");
        return builder;
    }

    /** Ends it in good order, and with it its database. */
    @Override
    public void close() {
        process.filter(Process::isAlive).ifPresent(alive -> {
            alive.destroy();
            try {
                if (!alive.waitFor(60, TimeUnit.SECONDS)) {
                    alive.destroyForcibly();
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                alive.destroyForcibly();
            }
        });
        if (process.filter(alive -> alive.exitValue() == 137).isPresent()) {
            killDatabase();
        }
    }
}
