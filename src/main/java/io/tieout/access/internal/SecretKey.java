package io.tieout.access.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The hub's key (AES-256-GCM): from the settings, or made once and kept beside the data with mode 600. */
@Component
class SecretKey {

    private static final Logger LOG = LoggerFactory.getLogger(SecretKey.class);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final String id;

    SecretKey(@Value("${tieout.secret-key:}") String given, @Value("${tieout.data:./data}") Path data) {
        var bytes = given.isBlank() ? kept(data) : decoded(given, "TIEOUT_SECRET_KEY");
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = HexFormat.of().formatHex(AuditHash.sha256().digest(bytes), 0, 8);
    }

    /** Tells keys apart without telling them. */
    String id() {
        return id;
    }

    byte[] seal(String name, String value) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(value.getBytes(StandardCharsets.UTF_8));
            var whole = new byte[NONCE_BYTES + sealed.length];
            System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return whole;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("AES-GCM is not to be had", failure);
        }
    }

    /** @throws GeneralSecurityException where it was sealed with another key, under another name, or changed since */
    String open(String name, byte[] whole) throws GeneralSecurityException {
        var nonce = java.util.Arrays.copyOf(whole, NONCE_BYTES);
        var clear = cipher(Cipher.DECRYPT_MODE, name, nonce).doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
        return new String(clear, StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] kept(Path data) {
        var file = data.resolve("secret.key");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return decoded(Files.readString(file), file.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException("The hub's key cannot be kept in " + file, failure);
        }
    }

    private static void make(Path file) throws IOException {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        Files.createDirectories(file.toAbsolutePath().getParent());
        var fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "secret",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, Base64.getEncoder().encodeToString(bytes));
        try {
            // A link never replaces: of two starts at the same time one wins, and the other reads the winner's key.
            Files.createLink(file, fresh);
            LOG.info("Made the hub's key for secrets: {} (back it up with the database)", file);
        } catch (FileAlreadyExistsException otherWasFaster) {
            LOG.debug("The hub's key was made by another start", otherWasFaster);
        } finally {
            Files.delete(fresh);
        }
    }

    private static byte[] decoded(String text, String source) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException(source + " must be 32 bytes in base64", notBase64);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException(source + " must be 32 bytes in base64, but has " + bytes.length);
        }
        return bytes;
    }
}
