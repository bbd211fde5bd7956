package io.tieout.platform.spi;

import java.io.PrintStream;
import java.util.List;

/** A command of the {@code tieout} script that works on the configured database and ends, such as {@code verify}. */
public interface ConsoleCommand {

    /** The command's word, such as {@code client}. */
    String name();

    /** One line for {@code tieout help}. */
    String summary();

    /** @return the exit status: 0 done, 1 the answer is no, 2 could not run or wrong arguments */
    int run(List<String> arguments, PrintStream out, PrintStream err);
}
