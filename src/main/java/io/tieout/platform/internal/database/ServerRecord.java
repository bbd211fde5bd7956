package io.tieout.platform.internal.database;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/**
 * How to reach the server of one data folder, kept beside it with mode 600: whoever may read it may read the books.
 *
 * @param pid the server's process; 0 where it was never started
 */
record ServerRecord(int port, String password, long pid) {

    private static final String OWNER_ONLY = "rw-------";
    private static final int PASSWORD_BYTES = 24;

    static ServerRecord made() {
        var secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        return new ServerRecord(0, Base64.getUrlEncoder().withoutPadding().encodeToString(secret), 0);
    }

    static Optional<ServerRecord> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file, failure);
        }
        return Optional.of(new ServerRecord(
                Integer.parseInt(properties.getProperty("port")),
                properties.getProperty("password"),
                Long.parseLong(properties.getProperty("pid"))));
    }

    /** Replaces the file as a whole, so that a reader never sees half of it. */
    void write(Path file) {
        var next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
            Files.writeString(next, "port=" + port + "\npassword=" + password + "\npid=" + pid + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + file, failure);
        }
    }

    ServerRecord at(int newPort, long newPid) {
        return new ServerRecord(newPort, password, newPid);
    }

    @Override
    public String toString() {
        return "ServerRecord[port=" + port + ", pid=" + pid + "]";
    }
}
