package io.tieout.kernel;

/**
 * One kind of problem, with a stable code. Each module has an enum of its own; all of them together are the catalogue that
 * the hub serves at {@code /api/v1/problems/{code}} and that RFC 9457 answers, work items and message states name.
 */
public interface ProblemType {

    /** Stable and documented, such as {@code settlement.does-not-foot}. Never renamed. */
    String code();

    /** The HTTP status where a caller caused it. */
    int status();

    /** One line, the same each time it happens. */
    String title();

    /** What a person can do about it. */
    String advice();
}
