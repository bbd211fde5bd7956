package io.tieout.platform.internal.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How PostgreSQL's programs are run here. They refuse root, so root runs them in a user namespace, where they own the same
 * files without being root; where namespaces are denied (most containers), as the user nobody. In a session of their own, so
 * that Ctrl-C reaches the application alone, which then ends the database in good order.
 */
final class Launcher {

    private static final long PROBE_TIMEOUT_SECONDS = 10;
    private static final String NOBODY = "65534";
    private static final List<String> IN_NAMESPACE = List.of("unshare", "-U", "--");
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");

    private final List<String> prefix;
    private final Optional<String> ownerOfFiles;

    private Launcher(List<String> prefix, Optional<String> ownerOfFiles) {
        this.prefix = prefix;
        this.ownerOfFiles = ownerOfFiles;
    }

    /**
     * @param folder that the programs must be able to read and write
     * @throws DatabaseStartException where this user cannot run PostgreSQL at all
     */
    static Launcher forThisUser(Path folder) {
        if (!isRoot()) {
            return new Launcher(ownSession(List.of()), Optional.empty());
        }
        if (succeeds(IN_NAMESPACE, "true")) {
            return new Launcher(ownSession(IN_NAMESPACE), Optional.of("0:0"));
        }
        if (succeeds(AS_NOBODY, "test", "-x", folder.getParent().toString())) {
            return new Launcher(ownSession(AS_NOBODY), Optional.of(NOBODY + ":" + NOBODY));
        }
        throw new DatabaseStartException(
                "PostgreSQL does not run as root. User namespaces are denied here (unshare -U), and "
                        + "the user nobody cannot be used either, or cannot reach " + folder
                        + ". Run Tieout as an ordinary user, set "
                        + "TIEOUT_DATA to a folder outside of root's home, or set TIEOUT_DB_URL to a PostgreSQL 15 or later.");
    }

    /** Gives the folder's files to the user that the programs run as. */
    void own(Path folder) {
        ownerOfFiles.ifPresent(owner -> {
            if (!owner.equals(owner(folder))) {
                run(List.of("chown", "-R", owner, folder.toString()));
            }
        });
    }

    List<String> command(List<String> programAndArguments) {
        var command = new ArrayList<>(prefix);
        command.addAll(programAndArguments);
        return command;
    }

    /** Runs a program to its end. */
    void runToEnd(List<String> programAndArguments) {
        run(command(programAndArguments));
    }

    private static void run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new DatabaseStartException("Failed: " + String.join(" ", command) + "\n" + output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot run " + command.getFirst(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseStartException("Interrupted while running " + command.getFirst(), interrupted);
        }
    }

    private static List<String> ownSession(List<String> prefix) {
        if (!succeeds(List.of("setsid"), "true")) {
            return prefix;
        }
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(prefix);
        return command;
    }

    private static boolean succeeds(List<String> prefix, String... command) {
        var all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        try {
            var process = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PROBE_TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String owner(Path file) {
        try {
            return Files.getAttribute(file, "unix:uid") + ":" + Files.getAttribute(file, "unix:gid");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
