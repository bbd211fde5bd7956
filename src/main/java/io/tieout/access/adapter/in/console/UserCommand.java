package io.tieout.access.adapter.in.console;

import io.tieout.access.AccessProblem;
import io.tieout.access.People;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.spi.ConsoleCommand;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code user create|reset|unlock|list}: a first password is printed once. */
@Component
class UserCommand implements ConsoleCommand {

    private static final Actor CONSOLE = Actor.system("console");
    private static final String USAGE = """
            user create NAME --roles a,b [--display-name TEXT] [--json]
            user reset NAME [--json]
            user unlock NAME
            user list""";

    private final People people;
    private final JsonMapper json;

    UserCommand(People people, JsonMapper json) {
        this.people = people;
        this.json = json;
    }

    @Override
    public String name() {
        return "user";
    }

    @Override
    public String summary() {
        return "create NAME --roles a,b, reset NAME, unlock NAME, list: people who sign in";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            var given = Arguments.parse(arguments, Set.of("roles", "display-name"), Set.of("json"));
            return run(given, out, err);
        } catch (IllegalArgumentException notUnderstood) {
            err.println(notUnderstood.getMessage() + "\nUsage:\n" + USAGE);
            return 2;
        } catch (ProblemException refused) {
            err.println(refused.getMessage() + " (" + refused.type().code() + ")");
            return refused.type() == AccessProblem.ROLE_UNKNOWN ? 2 : 1;
        }
    }

    private int run(Arguments given, PrintStream out, PrintStream err) {
        var verb = given.words().isEmpty() ? "" : given.words().getFirst();
        if ("list".equals(verb) && given.words().size() == 1) {
            people.list()
                    .forEach(person -> out.println(person.name() + "\t" + (person.enabled() ? "enabled" : "disabled")
                            + "\t" + String.join(",", new TreeSet<>(person.roles()))));
            return 0;
        }
        if (given.words().size() != 2) {
            err.println("Usage:\n" + USAGE);
            return 2;
        }
        var name = given.words().get(1);
        switch (verb) {
            case "create" -> {
                if (given.list("roles").isEmpty()) {
                    throw new IllegalArgumentException("A person needs --roles");
                }
                var shown = given.options().getOrDefault("display-name", name);
                var created = people.create(name, shown, given.list("roles"), CONSOLE);
                print(created.person().name(), created.firstPassword(), given, out, err);
            }
            case "reset" -> print(name, people.resetPassword(name, CONSOLE), given, out, err);
            case "unlock" -> {
                people.unlock(name, CONSOLE);
                out.println(name + " may sign in again.");
            }
            default -> {
                err.println("Usage:\n" + USAGE);
                return 2;
            }
        }
        return 0;
    }

    /** The password is all that goes to standard output, so that a script can take it. */
    private void print(String name, String password, Arguments given, PrintStream out, PrintStream err) {
        if (given.flags().contains("json")) {
            out.println(json.writeValueAsString(Map.of("name", name, "password", password)));
            return;
        }
        out.println(password);
        err.println(
                "The first password of " + name + ". It is shown only now, and must be changed at the first sign-in.");
    }
}
