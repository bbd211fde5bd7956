package io.tieout.channels.adapter.in.jobs;

import io.tieout.channels.FileIntake;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Takes in files laid into {@code in/<connection>/<kind>/} under the data folder and moves them to {@code done/} or {@code
 * failed/} beside them. A file counts as complete when it has not changed for a while and has no name of a partial one; who
 * writes slowly writes under {@code name.part} and renames. Dying between storing and moving does no harm: the file is
 * taken once more, and the inbox knows it.
 *
 * <p>Who may write here may send anything; so no signature is asked for.
 */
@Component
class WatchedFolder {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);
    private static final List<String> PARTIAL = List.of(".part", ".partial", ".tmp", ".filepart", ".crdownload", "~");

    private final Path root;
    private final Duration quiet;
    private final FileIntake intake;
    private final Clock clock;

    WatchedFolder(
            @Value("${tieout.data}") Path data,
            @Value("${tieout.channels.folder-quiet:2s}") Duration quiet,
            FileIntake intake,
            Clock clock) {
        this.root = data.resolve("in");
        this.quiet = quiet;
        this.intake = intake;
        this.clock = clock;
    }

    /** Looks through all folders once. @return whether anything was taken in */
    boolean look() {
        var taken = false;
        for (var connection : folders(root)) {
            for (var kind : folders(connection)) {
                for (var file : completeFiles(kind)) {
                    taken |= take(
                            connection.getFileName().toString(),
                            kind.getFileName().toString(),
                            file);
                }
            }
        }
        return taken;
    }

    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private List<Path> completeFiles(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.filter(this::isComplete).sorted().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private boolean isComplete(Path file) {
        var name = file.getFileName().toString();
        if (name.startsWith(".") || PARTIAL.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith)) {
            return false;
        }
        try {
            return Files.isRegularFile(file)
                    && Files.getLastModifiedTime(file)
                            .toInstant()
                            .isBefore(clock.instant().minus(quiet));
        } catch (IOException gone) {
            LOG.debug("File {} went away while it was looked at", file, gone);
            return false;
        }
    }

    /** @return false where the file stays, to be tried again after a pause, while others go on */
    private boolean take(String connection, String kind, Path file) {
        try {
            var receipt = Correlation.start(Actor.system("watched-folder"))
                    .call(() -> intake.take(
                            ConnectionCode.of(connection),
                            kind,
                            file.getFileName().toString(),
                            file));
            LOG.info("File {} is message {}{}", file, receipt.id(), receipt.duplicate() ? ", a repeat" : "");
            move(file, "done");
            return true;
        } catch (ProblemException refused) {
            LOG.warn("File {} is refused: {} {}", file, refused.type().code(), refused.getMessage());
            note(file, refused);
            return true;
        } catch (NoSuchFileException taken) {
            LOG.debug("File {} was taken by another node", file, taken);
            return false;
        } catch (Exception failure) {
            LOG.error("File {} cannot be taken in and stays", file, failure);
            return false;
        }
    }

    /** A refused file lies in {@code failed/} with the reason beside it. */
    private void note(Path file, ProblemException refused) {
        try {
            var moved = move(file, "failed");
            Files.writeString(
                    moved.resolveSibling(moved.getFileName() + ".reason.txt"),
                    refused.type().code() + "\n" + refused.getMessage() + "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Path move(Path file, String folder) throws IOException {
        var target = Files.createDirectories(file.resolveSibling(folder));
        var name = file.getFileName().toString();
        var free = target.resolve(name);
        if (Files.exists(free)) {
            free = target.resolve(clock.millis() + "-" + name);
        }
        return Files.move(file, free, StandardCopyOption.ATOMIC_MOVE);
    }
}
