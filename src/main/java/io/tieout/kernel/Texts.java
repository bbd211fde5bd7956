package io.tieout.kernel;

/** Rules for short texts that identify something. */
final class Texts {

    private Texts() {}

    /** A code: not blank, no surrounding blanks, no control characters, not longer than {@code lengthMax} characters. */
    static String code(String what, String value, int lengthMax) {
        var trimmed = value.strip();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        if (trimmed.length() > lengthMax) {
            throw new IllegalArgumentException(what + " has at most " + lengthMax + " characters");
        }
        if (trimmed.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not contain control characters");
        }
        return trimmed;
    }
}
