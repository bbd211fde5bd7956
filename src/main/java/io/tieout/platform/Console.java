package io.tieout.platform;

import io.tieout.kernel.Actor;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.internal.database.DatabaseStartException;
import io.tieout.platform.spi.ConsoleCommand;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.NestedExceptionUtils;

/**
 * Runs one {@link ConsoleCommand} against the configured database and ends: no web server, no workers, and beans are made
 * only as the command needs them, so that a command may run beside the application. What the command prints is all that goes
 * to standard output; the log goes to standard error.
 */
public final class Console {

    private static final int COULD_NOT_RUN = 2;

    /** The user interface's own configuration asks for a web application even where nobody asks for the user interface. */
    private static final String WITHOUT_WEB = String.join(
            ",",
            "com.vaadin.flow.spring.SpringBootAutoConfiguration",
            "com.vaadin.flow.spring.SpringSecurityAutoConfiguration",
            "com.vaadin.flow.spring.VaadinApplicationConfiguration",
            "com.vaadin.flow.spring.VaadinScopesConfig",
            "com.vaadin.flow.spring.VaadinServletConfiguration");

    private static final Map<String, Object> SETTINGS = Map.of(
            "tieout.console", "true",
            "spring.autoconfigure.exclude", WITHOUT_WEB,
            "tieout.workers.enabled", "false",
            "spring.main.lazy-initialization", "true",
            "spring.main.banner-mode", "off",
            "spring.datasource.hikari.maximum-pool-size", "4",
            "logging.level.root", "warn");

    private Console() {}

    /** @return whether the program's arguments name a command: the first one is a word, not an option */
    public static boolean isCommand(String[] arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /** @return the exit status of the command, or 2 where it could not run */
    public static int run(Class<?> application, String[] arguments) {
        var out = System.out;
        System.setOut(System.err);
        var word = arguments[0];
        var rest = List.of(arguments).subList(1, arguments.length);
        // As arguments, since nothing outranks them; the command's own arguments are not the framework's.
        var settings = SETTINGS.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        try (var context = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run(settings)) {
            var commands =
                    context.getBeanProvider(ConsoleCommand.class).stream().toList();
            return run(commands, word, rest, out, System.err);
        } catch (RuntimeException failure) {
            System.err.println("Could not run " + word + ": " + reason(failure));
            return COULD_NOT_RUN;
        } finally {
            out.flush();
        }
    }

    static int run(
            List<ConsoleCommand> commands, String word, List<String> arguments, PrintStream out, PrintStream err) {
        var command = commands.stream()
                .filter(candidate -> candidate.name().equals(word))
                .findFirst();
        if (command.isEmpty()) {
            err.println("There is no command " + word + ". There are:\n" + summaries(commands));
            return COULD_NOT_RUN;
        }
        try {
            return Correlation.start(Actor.system("console"))
                    .call(() -> command.get().run(arguments, out, err));
        } catch (ProblemException problem) {
            err.println(problem.getMessage() + " (" + problem.type().code() + ")");
            return COULD_NOT_RUN;
        } catch (Exception failure) {
            failure.printStackTrace(err);
            return COULD_NOT_RUN;
        }
    }

    private static String summaries(List<ConsoleCommand> commands) {
        return commands.stream()
                .sorted(Comparator.comparing(ConsoleCommand::name))
                .map(command -> "  %-10s %s".formatted(command.name(), command.summary()))
                .collect(Collectors.joining("\n"));
    }

    private static String reason(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseStartException) {
                return cause.getMessage();
            }
        }
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
    }
}
