package io.tieout.operations.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The product as anybody starts it, in a process of its own: {@code ./tieout run}. */
final class Hub implements AutoCloseable {

    private static final String READY = "Tieout is ready: ";
    private static final Path LOG = Path.of("target", "bench", "hub.log");

    private final Process process;
    private final CompletableFuture<String> url = new CompletableFuture<>();

    private Hub(Process process) {
        this.process = process;
    }

    static Hub start(Map<String, String> environment) throws IOException {
        var script = Path.of("tieout");
        if (!Files.isExecutable(script)) {
            throw new IOException("This bench starts the hub by ./tieout, so it runs from a clone of the repository");
        }
        var builder = new ProcessBuilder("./tieout", "run").redirectErrorStream(true);
        // What was meant for the bench's own process is not meant for the hub, which runs as it does by default.
        builder.environment().remove("TIEOUT_JAVA_OPTIONS");
        builder.environment().putAll(environment);
        Files.createDirectories(LOG.getParent());
        var hub = new Hub(builder.start());
        Thread.ofVirtual().start(hub::listen);
        return hub;
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                var log = Files.newBufferedWriter(LOG)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line + "\n");
                log.flush();
                if (line.startsWith(READY)) {
                    url.complete(line.substring(READY.length()).strip());
                }
            }
            url.completeExceptionally(new IOException("The hub ended before it was ready, see " + LOG));
        } catch (IOException failure) {
            url.completeExceptionally(new UncheckedIOException(failure));
        }
    }

    /** @return where it is to be found */
    String awaitReady(Duration patience) throws IOException, InterruptedException {
        try {
            return url.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException late) {
            throw new IOException("The hub is not ready, see " + LOG, late);
        }
    }

    /** The time that its process has spent computing. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends it in good order. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
