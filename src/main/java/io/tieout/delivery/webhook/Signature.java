package io.tieout.delivery.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by the Standard Webhooks specification, symmetric scheme {@code v1}. */
final class Signature {

    private static final String PREFIX = "whsec_";
    private static final int KEY_BYTES_MIN = 16;
    private static final int KEY_BYTES_MAX = 128;

    private Signature() {}

    static String newSecret() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** The key inside a secret, or nothing where it is not Base64 or of a length that makes no sense. */
    static Optional<byte[]> key(String secret) {
        try {
            var key =
                    Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
            return key.length >= KEY_BYTES_MIN && key.length <= KEY_BYTES_MAX ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The header's value: one signature per secret, so that a receiver may hold any of them. */
    static String of(UUID id, Instant at, String body, List<String> secrets) {
        var content = (id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
        return secrets.stream()
                .flatMap(secret -> key(secret).stream())
                .map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, content)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] hmac(byte[] key, byte[] content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HmacSHA256", impossible);
        }
    }
}
