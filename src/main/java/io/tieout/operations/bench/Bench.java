package io.tieout.operations.bench;

/** One benchmark. Finds an empty database and may leave it in any state. */
interface Bench {

    /** Its word on the command line. */
    String name();

    /** Measures once. Progress goes to {@code log}, which is no part of the result. */
    Figure measure(BenchSettings settings, Log log) throws Exception;

    /** Where a bench says what it is at. */
    interface Log {
        void say(String line);
    }
}
