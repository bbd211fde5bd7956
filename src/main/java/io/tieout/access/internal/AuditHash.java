package io.tieout.access.internal;

import io.tieout.access.AuditEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;

/** The hash of one link: SHA-256 over the previous hash, the position and every field, each with its length before it. */
final class AuditHash {

    /** What the first link has as its previous hash. */
    static final byte[] BEGINNING = new byte[32];

    private AuditHash() {}

    static byte[] of(byte[] previous, long position, AuditEntry entry) {
        var digest = sha256();
        digest.update(previous);
        digest.update(ByteBuffer.allocate(8).putLong(position).array());
        update(digest, entry.id().toString());
        digest.update(ByteBuffer.allocate(12)
                .putLong(entry.at().getEpochSecond())
                .putInt(entry.at().getNano())
                .array());
        update(digest, entry.by().toString());
        update(digest, entry.action());
        update(digest, entry.subject());
        update(digest, entry.correlationId());
        new TreeMap<>(entry.detail()).forEach((key, value) -> {
            update(digest, key);
            update(digest, value);
        });
        return digest.digest();
    }

    private static void update(MessageDigest digest, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
