package io.tieout.platform.internal.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the classpath into a folder named by its content. */
final class Binaries {

    private static final int NAME_DIGITS = 12;

    private final Path folder;

    private Binaries(Path folder) {
        this.folder = folder;
    }

    /** @throws DatabaseStartException where there is no archive for this machine */
    static Binaries in(Path parent) {
        var archive = archiveName();
        try {
            var folder = parent.resolve("programs-" + contentHash(archive));
            if (!Files.isDirectory(folder)) {
                var unfinished = Files.createTempDirectory(parent, "unpacking-");
                unpack(archive, unfinished);
                Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            return new Binaries(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot unpack PostgreSQL into " + parent, failure);
        }
    }

    Path folder() {
        return folder;
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static String archiveName() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        var arm = machine.equals("aarch64") || machine.equals("arm64");
        return "postgres-%s-%s.txz".formatted(system.contains("mac") ? "darwin" : "linux", arm ? "arm_64" : "x86_64");
    }

    private static InputStream open(String archive) {
        var stream = Binaries.class.getResourceAsStream("/" + archive);
        if (stream == null) {
            throw new DatabaseStartException(
                    "This build has no PostgreSQL for this machine (" + archive
                            + " is missing): build it on this kind of machine, or set TIEOUT_DB_URL to a PostgreSQL 15 or later");
        }
        return stream;
    }

    private static String contentHash(String archive) throws IOException {
        try (var stream = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest()).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(open(archive)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                unpack(tar, entry, target);
            }
        } catch (IOException | RuntimeException failure) {
            FileSystemUtils.deleteRecursively(target);
            throw failure;
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("The archive points outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        var executable = (entry.getMode() & 0b001_000_000) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
