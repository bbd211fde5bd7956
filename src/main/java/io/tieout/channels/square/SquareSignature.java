package io.tieout.channels.square;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over the notification URL and the raw body, in base64. */
final class SquareSignature {

    private static final String ALGORITHM = "HmacSHA256";

    private SquareSignature() {}

    /** Compares in constant time. */
    static boolean fits(String secret, String notificationUrl, byte[] body, String given) {
        return MessageDigest.isEqual(
                of(secret, notificationUrl, body).getBytes(StandardCharsets.UTF_8),
                given.strip().getBytes(StandardCharsets.UTF_8));
    }

    static String of(String secret, String notificationUrl, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update(notificationUrl.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
