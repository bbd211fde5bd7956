package io.tieout.channels.declarative;

import io.tieout.channels.AdapterDefinition.Signature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Keyed hashes over the raw body, as a definition declares them. */
final class SignatureCheck {

    private static final Map<String, String> ALGORITHMS = Map.of(
            "HMAC-SHA256", "HmacSHA256",
            "HMAC-SHA384", "HmacSHA384",
            "HMAC-SHA512", "HmacSHA512");

    private SignatureCheck() {}

    /** Compares in constant time. @param headers by names in lower case */
    static boolean fits(Signature signature, Map<String, String> headers, byte[] body, Optional<String> secret) {
        var given = headers.get(signature.header().toLowerCase(Locale.ROOT));
        if (given == null || secret.isEmpty() || secret.get().isEmpty()) {
            return false;
        }
        var hash = decoded(signature, given.strip());
        return hash != null && MessageDigest.isEqual(expected(signature, secret.get(), body), hash);
    }

    private static byte @Nullable [] decoded(Signature signature, String given) {
        if (!given.startsWith(signature.prefix())) {
            return null;
        }
        var text = given.substring(signature.prefix().length());
        try {
            return switch (signature.encoding()) {
                case "hex" -> HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT));
                case "base64url" -> Base64.getUrlDecoder().decode(text);
                default -> Base64.getDecoder().decode(text);
            };
        } catch (IllegalArgumentException noHash) {
            return null;
        }
    }

    private static byte[] expected(Signature signature, String secret, byte[] body) {
        try {
            var algorithm = ALGORITHMS.getOrDefault(signature.algorithm(), "HmacSHA256");
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
