package io.tieout.access.internal;

import io.tieout.access.AccessProblem;
import io.tieout.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Rules and hashes of people's passwords. */
@Component
public class Passwords {

    private static final int LENGTH_MIN = 12;
    /** bcrypt looks at no more, so more is refused instead of silently dropped. */
    private static final int BYTES_MAX = 72;

    /** Without the letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PasswordEncoder encoder;
    private final String nobodysHash;

    Passwords(PasswordEncoder encoder) {
        this.encoder = encoder;
        this.nobodysHash = encoder.encode("nobody has this password");
    }

    /** About 99 bits, in groups that can be read out. */
    public String generate() {
        var password = new StringBuilder();
        for (var group = 0; group < GROUPS; group++) {
            if (group > 0) {
                password.append('-');
            }
            for (var letter = 0; letter < GROUP_LENGTH; letter++) {
                password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
            }
        }
        return password.toString();
    }

    public String encode(String password) {
        if (password.isEmpty() || password.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw new ProblemException(
                    AccessProblem.PASSWORD_REFUSED, "A password has 1 to " + BYTES_MAX + " bytes in UTF-8");
        }
        return encoder.encode(password);
    }

    public boolean matches(String password, String hash) {
        return password.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX && encoder.matches(password, hash);
    }

    /** Takes as long as a real comparison, so that names cannot be found out by the clock. */
    public void pretendToMatch(String password) {
        matches(password, nobodysHash);
    }

    /** @throws ProblemException {@code password.refused} */
    public void demandGood(String name, String password) {
        if (password.codePointCount(0, password.length()) < LENGTH_MIN) {
            throw new ProblemException(
                    AccessProblem.PASSWORD_REFUSED, "A password has at least " + LENGTH_MIN + " characters");
        }
        if (password.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
            throw new ProblemException(AccessProblem.PASSWORD_REFUSED, "A password does not contain the name");
        }
        if (password.chars().distinct().count() < 5) {
            throw new ProblemException(
                    AccessProblem.PASSWORD_REFUSED, "A password has at least 5 different characters");
        }
    }
}
