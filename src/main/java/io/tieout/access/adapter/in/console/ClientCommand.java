package io.tieout.access.adapter.in.console;

import io.tieout.access.AccessProblem;
import io.tieout.access.ApiClients;
import io.tieout.access.ApiClients.Terms;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.spi.ConsoleCommand;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code client create|rotate|revoke|list}: a key is printed once. */
@Component
class ClientCommand implements ConsoleCommand {

    private static final Actor CONSOLE = Actor.system("console");
    private static final String USAGE = """
            client create NAME --scopes a,b [--rate-per-minute N] [--json]
            client rotate NAME [--overlap-minutes N] [--json]
            client revoke NAME
            client list""";

    private final ApiClients clients;
    private final JsonMapper json;

    ClientCommand(ApiClients clients, JsonMapper json) {
        this.clients = clients;
        this.json = json;
    }

    @Override
    public String name() {
        return "client";
    }

    @Override
    public String summary() {
        return "create NAME --scopes a,b [--json], rotate NAME, revoke NAME, list: API clients and their keys";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            var given =
                    Arguments.parse(arguments, Set.of("scopes", "rate-per-minute", "overlap-minutes"), Set.of("json"));
            return run(given, out, err);
        } catch (IllegalArgumentException notUnderstood) {
            err.println(notUnderstood.getMessage() + "\nUsage:\n" + USAGE);
            return 2;
        } catch (ProblemException refused) {
            err.println(refused.getMessage() + " (" + refused.type().code() + ")");
            return refused.type() == AccessProblem.SCOPE_UNKNOWN ? 2 : 1;
        }
    }

    private int run(Arguments given, PrintStream out, PrintStream err) {
        var verb = given.words().isEmpty() ? "" : given.words().getFirst();
        if ("list".equals(verb) && given.words().size() == 1) {
            clients.list()
                    .forEach(client -> out.println(client.code() + "\t"
                            + (client.enabled() ? "enabled" : "disabled") + "\t"
                            + String.join(",", new TreeSet<>(client.scopes()))));
            return 0;
        }
        if (given.words().size() != 2) {
            err.println("Usage:\n" + USAGE);
            return 2;
        }
        var code = given.words().get(1);
        switch (verb) {
            case "create" -> {
                if (given.list("scopes").isEmpty()) {
                    throw new IllegalArgumentException("A client needs --scopes");
                }
                var rate = given.options().get("rate-per-minute");
                var terms = new Terms(given.list("scopes"), rate == null ? null : number(rate), null, true);
                print(clients.create(code, terms, CONSOLE), given, out, err);
            }
            case "rotate" -> {
                var overlap = Duration.ofMinutes(number(given.options().getOrDefault("overlap-minutes", "0")));
                print(clients.rotate(code, overlap, CONSOLE), given, out, err);
            }
            case "revoke" -> {
                clients.revoke(code, CONSOLE);
                out.println("The keys of " + code + " are revoked.");
            }
            default -> {
                err.println("Usage:\n" + USAGE);
                return 2;
            }
        }
        return 0;
    }

    private static int number(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("Not a number: " + text, notANumber);
        }
    }

    /** The key is all that goes to standard output, so that a script can take it. */
    private void print(ApiClients.Issued issued, Arguments given, PrintStream out, PrintStream err) {
        var client = issued.client();
        if (given.flags().contains("json")) {
            out.println(json.writeValueAsString(
                    Map.of("code", client.code(), "key", issued.key(), "scopes", new TreeSet<>(client.scopes()))));
            return;
        }
        out.println(issued.key());
        err.println("The key of " + client.code() + " for " + String.join(", ", new TreeSet<>(client.scopes()))
                + ". It is shown only now; send it as Authorization: Bearer <key>");
    }
}
