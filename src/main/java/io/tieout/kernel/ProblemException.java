package io.tieout.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A caller's request that cannot be met, with the problem type that says why. The web layer answers it as RFC 9457; a message
 * handler's becomes the message's failure.
 */
public class ProblemException extends RuntimeException {

    private final transient ProblemType type;
    private final transient List<Place> places;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    public ProblemException(ProblemType type, String detail, List<Place> places) {
        super(detail);
        this.type = type;
        this.places = List.copyOf(places);
    }

    public ProblemException(ProblemType type, String detail, Throwable cause) {
        super(detail, cause);
        this.type = type;
        this.places = List.of();
    }

    public ProblemType type() {
        return type;
    }

    public List<Place> places() {
        return places;
    }

    /** Where in the input it is: a JSON pointer, or line and column where it was a text, and what is wrong there. */
    public record Place(
            String pointer,
            String detail,
            @Nullable Integer line,
            @Nullable Integer column) {

        public Place(String pointer, String detail) {
            this(pointer, detail, null, null);
        }

        /** A place in a text that could not be read as a structure; lines and columns count from one. */
        public static Place at(int line, int column, String detail) {
            return new Place("", detail, line, column);
        }
    }
}
