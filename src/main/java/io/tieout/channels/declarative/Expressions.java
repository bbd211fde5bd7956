package io.tieout.channels.declarative;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import io.tieout.channels.AdapterProblem;
import io.tieout.kernel.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Evaluates JSONata within limits. Each evaluation has a thread and a compiled instance of its own: the library keeps the last
 * input with the thread, and an expression that escapes all limits holds up neither the caller nor more than a few others.
 */
@Component
public class Expressions {

    public static final int LENGTH_MAX = 100_000;

    private static final int AT_ONCE_MAX = 8;
    private static final long STACK_BYTES = 16L * 1024 * 1024;
    /** Who binds these names puts the guard to sleep. */
    private static final String GUARDS_OWN = "__evaluate";

    private static final int WORDS_MAX = 500;

    private final Semaphore running = new Semaphore(AT_ONCE_MAX);
    private final Duration timeout;

    Expressions(@Value("${tieout.channels.evaluation-timeout:2s}") Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * @throws ProblemException {@code adapter.expression-invalid}, {@code adapter.expression-failed}, {@code
     *     adapter.expression-unbounded}, {@code adapter.result-invalid}
     */
    public JsonNode evaluate(String expression, JsonNode payload) {
        return apart(expression, () -> {
            var compiled = read(expression);
            var guard = new Guard(timeout.toNanos());
            var frame = compiled.createFrame();
            ExactNumbers.bind(frame);
            SafeFunctions.bind(frame, guard);
            var input = PlainJson.plain(payload);
            guard.weigh(input, 0);
            frame.setEvaluateEntryCallback((_, _, _) -> guard.enter());
            frame.setEvaluateExitCallback((_, _, _, result) -> guard.leave(result));
            return PlainJson.json(compiled.evaluate(input, frame));
        });
    }

    /** @throws ProblemException {@code adapter.expression-invalid} with line and column */
    public void demandReadable(String expression) {
        try {
            apart(expression, () -> read(expression));
        } catch (ProblemException unreadable) {
            throw new ProblemException(
                    AdapterProblem.EXPRESSION_INVALID, String.valueOf(unreadable.getMessage()), unreadable.places());
        }
    }

    /** The library looks past the end of an expression whose last part is a regular expression. */
    private static Jsonata read(String expression) {
        return Jsonata.jsonata(expression + " ");
    }

    private <T> T apart(String expression, Callable<T> work) {
        if (expression.length() > LENGTH_MAX) {
            throw new ProblemException(
                    AdapterProblem.EXPRESSION_INVALID, "It has more than " + LENGTH_MAX + " characters");
        }
        if (expression.contains(GUARDS_OWN)) {
            throw new ProblemException(
                    AdapterProblem.EXPRESSION_INVALID, "Names with " + GUARDS_OWN + " are the evaluation's own");
        }
        var task = new FutureTask<>(() -> {
            try {
                return work.call();
            } finally {
                running.release();
            }
        });
        try {
            if (!running.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(
                        AdapterProblem.EXPRESSION_UNBOUNDED, AT_ONCE_MAX + " evaluations are under way and do not end");
            }
            Thread.ofPlatform()
                    .daemon()
                    .name("adapter-expression")
                    .stackSize(STACK_BYTES)
                    .unstarted(task)
                    .start();
            return task.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        } catch (TimeoutException endless) {
            task.cancel(true);
            throw new ProblemException(AdapterProblem.EXPRESSION_UNBOUNDED, "It takes too long", endless);
        } catch (ExecutionException failed) {
            throw problem(failed.getCause(), expression);
        }
    }

    /** The library wraps what its functions throw, several times over. */
    private static ProblemException problem(Throwable thrown, String expression) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ProblemException told -> {
                    return told;
                }
                case Guard.Unbounded unbounded -> {
                    return new ProblemException(AdapterProblem.EXPRESSION_UNBOUNDED, unbounded.getMessage());
                }
                case StackOverflowError _ -> {
                    return new ProblemException(AdapterProblem.EXPRESSION_UNBOUNDED, "It nests too deep");
                }
                case OutOfMemoryError _ -> {
                    return new ProblemException(AdapterProblem.EXPRESSION_UNBOUNDED, "It needs too much memory");
                }
                case JException said -> {
                    return told(said, expression);
                }
                default -> {}
            }
        }
        return new ProblemException(AdapterProblem.EXPRESSION_FAILED, shortened(String.valueOf(thrown.getMessage())));
    }

    /** Codes that begin with S are of the syntax. */
    private static ProblemException told(JException said, String expression) {
        var code = String.valueOf(said.getError());
        var words = shortened(String.valueOf(said.getMessage()));
        var type = code.startsWith("S") ? AdapterProblem.EXPRESSION_INVALID : AdapterProblem.EXPRESSION_FAILED;
        var at = said.getLocation();
        if (at < 0 || at > expression.length()) {
            return new ProblemException(type, words);
        }
        var before = expression.substring(0, at);
        var line = 1 + (int) before.chars().filter(each -> each == '\n').count();
        var column = at - before.lastIndexOf('\n');
        return new ProblemException(
                type,
                words + " (line " + line + ", column " + column + ")",
                List.of(ProblemException.Place.at(line, column, words)));
    }

    private static String shortened(String words) {
        return words.length() <= WORDS_MAX ? words : words.substring(0, WORDS_MAX) + "…";
    }
}
