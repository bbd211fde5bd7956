package io.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.spi.ConsoleCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Answers with its first argument's number, or in the way that the argument names. */
    private static final class Answering implements ConsoleCommand {

        @Override
        public String name() {
            return "answer";
        }

        @Override
        public String summary() {
            return "answers as told";
        }

        @Override
        public int run(List<String> arguments, PrintStream out, PrintStream err) {
            return switch (arguments.getFirst()) {
                case "problem" -> throw new ProblemException(CommonProblem.NOT_FOUND, "No such thing");
                case "defect" -> throw new IllegalStateException("broken");
                default -> {
                    out.print("by " + Correlation.current().actor());
                    yield Integer.parseInt(arguments.getFirst());
                }
            };
        }
    }

    private int run(String word, String... arguments) {
        return Console.run(
                List.of(new Answering()), word, List.of(arguments), new PrintStream(out), new PrintStream(err));
    }

    @Test
    void theFirstWordIsACommandAndOptionsAreNot() {
        assertThat(Console.isCommand(new String[] {"verify", "--json"})).isTrue();
        assertThat(Console.isCommand(new String[] {"--server.port=1"})).isFalse();
        assertThat(Console.isCommand(new String[] {})).isFalse();
    }

    @Test
    void theCommandsAnswerIsTheExitStatusAndItsOutputAllThereIs() {
        assertThat(run("answer", "1")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("by system:console");
        assertThat(err.size()).isZero();
    }

    @Test
    void anUnknownCommandListsTheKnownOnes() {
        assertThat(run("anwser")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no command anwser", "answers as told");
    }

    @Test
    void aRefusalIsOneLineWithItsCode() {
        assertThat(run("answer", "problem")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("No such thing (not-found)");
    }

    @Test
    void aDefectCouldNotRun() {
        assertThat(run("answer", "defect")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("broken");
    }
}
