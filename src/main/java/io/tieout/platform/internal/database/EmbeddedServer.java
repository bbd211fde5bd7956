package io.tieout.platform.internal.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that the hub brings along, durable and private to one data folder. The application owns it: starts it, starts
 * it again when it dies, and ends it. A console command uses the server of the running application, or owns it for as long
 * as the command runs.
 */
public final class EmbeddedServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final long RESTART_PAUSE_MS = 500;

    private final Path recordFile;
    private final ServerRecord record;
    private final @Nullable Ownership ownership;
    private final @Nullable Postmaster postmaster;
    private final Object processLock = new Object();
    private @Nullable Process process;
    private volatile boolean closing;

    private EmbeddedServer(
            Path recordFile,
            ServerRecord record,
            @Nullable Ownership ownership,
            @Nullable Postmaster postmaster,
            @Nullable Process process) {
        this.recordFile = recordFile;
        this.record = record;
        this.ownership = ownership;
        this.postmaster = postmaster;
        this.process = process;
    }

    /**
     * Starts the folder's server and owns it.
     *
     * @throws DatabaseStartException where another living process owns it, or it cannot run here
     */
    public static EmbeddedServer own(Path dataFolder) {
        var folder = prepare(dataFolder);
        return Ownership.take(ownerFile(folder))
                .map(ownership -> start(folder, ownership))
                .orElseThrow(() -> new DatabaseStartException("Another Tieout (process "
                        + Ownership.ownerOf(ownerFile(folder)) + ") is running on " + dataFolder.toAbsolutePath()
                        + ". End it first, or set TIEOUT_DATA to another folder."));
    }

    /** Uses the server of the living owner; where there is none, starts it and owns it. */
    public static EmbeddedServer use(Path dataFolder) {
        var folder = prepare(dataFolder);
        return Ownership.take(ownerFile(folder))
                .map(ownership -> start(folder, ownership))
                .orElseGet(() -> connect(folder));
    }

    private static Path prepare(Path dataFolder) {
        var folder = dataFolder.toAbsolutePath().normalize().resolve("postgres");
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + folder, failure);
        }
    }

    private static Path ownerFile(Path folder) {
        return folder.resolve("owner");
    }

    private static Path recordFile(Path folder) {
        return folder.resolve("server.properties");
    }

    private static EmbeddedServer start(Path folder, Ownership ownership) {
        try {
            var launcher = Launcher.forThisUser(folder);
            var postmaster = new Postmaster(Binaries.in(folder), launcher, folder);
            var known = ServerRecord.read(recordFile(folder)).orElseGet(() -> madeAndKept(folder));
            launcher.own(folder);
            postmaster.createIfAbsent(known.password());
            postmaster.endLeftBehind();
            var port = Postmaster.freePort(known.port());
            var process = postmaster.start(port);
            var record = known.at(port, process.pid());
            record.write(recordFile(folder));
            postmaster.awaitAnswer(process, port, record.password());
            var server = new EmbeddedServer(recordFile(folder), record, ownership, postmaster, process);
            server.supervise(process);
            LOG.info("PostgreSQL runs on 127.0.0.1:{} in {}", port, folder);
            return server;
        } catch (RuntimeException failure) {
            ownership.close();
            throw failure;
        }
    }

    /** Kept before the cluster is made with it, so that a cluster never has a password that nobody knows. */
    private static ServerRecord madeAndKept(Path folder) {
        var made = ServerRecord.made();
        made.write(recordFile(folder));
        return made;
    }

    private static EmbeddedServer connect(Path folder) {
        var deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (true) {
            var record = ServerRecord.read(recordFile(folder));
            if (record.filter(EmbeddedServer::answers).isPresent()) {
                return new EmbeddedServer(recordFile(folder), record.get(), null, null, null);
            }
            if (System.nanoTime() > deadline) {
                throw new DatabaseStartException("The database of the running Tieout (process "
                        + Ownership.ownerOf(ownerFile(folder)) + ") does not answer");
            }
            Postmaster.pause();
        }
    }

    private static boolean answers(ServerRecord record) {
        if (record.port() == 0) {
            return false;
        }
        try (var connection = DriverManager.getConnection(
                Postmaster.url(record.port(), Postmaster.DATABASE), Postmaster.USER, record.password())) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void supervise(Process watched) {
        watched.onExit().thenRun(() -> {
            if (!closing) {
                LOG.error("PostgreSQL ended unexpectedly (exit status {}); it is started again", watched.exitValue());
                Thread.ofPlatform().name("postgres-restart").daemon().start(this::restart);
            }
        });
    }

    /** On the same port, since the connection pool knows no other; as often as it takes. */
    private void restart() {
        while (!closing) {
            try {
                synchronized (processLock) {
                    if (closing) {
                        return;
                    }
                    process = owned().start(record.port());
                }
                record.at(record.port(), process.pid()).write(recordFile);
                owned().awaitAnswer(process, record.port(), record.password());
                LOG.info("PostgreSQL runs again on 127.0.0.1:{}", record.port());
                supervise(process);
                return;
            } catch (RuntimeException failure) {
                LOG.error("PostgreSQL does not start again yet", failure);
                pauseBeforeRestart();
            }
        }
    }

    private static void pauseBeforeRestart() {
        try {
            Thread.sleep(RESTART_PAUSE_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Postmaster owned() {
        if (postmaster == null) {
            throw new IllegalStateException("The server belongs to another process");
        }
        return postmaster;
    }

    public String url() {
        return Postmaster.url(record.port(), Postmaster.DATABASE);
    }

    public String user() {
        return Postmaster.USER;
    }

    public String password() {
        return record.password();
    }

    /** The server's process, where this process owns it. */
    public Optional<ProcessHandle> serverProcess() {
        synchronized (processLock) {
            return Optional.ofNullable(process).map(Process::toHandle);
        }
    }

    /** Ends the server in good order where this process owns it. */
    @Override
    public void close() {
        closing = true;
        serverProcess().filter(ProcessHandle::isAlive).ifPresent(Postmaster::end);
        if (ownership != null) {
            ownership.close();
        }
    }
}
