package io.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.TieoutApplication;
import io.tieout.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands of the tieout script, each started as the script does. */
class ConsoleCommandsTests {

    private static final TestDatabase.Connection DATABASE = TestDatabase.fresh();

    private static final Map<String, String> SETTINGS = Map.of(
            "tieout.database.url", DATABASE.url(),
            "tieout.database.user", DATABASE.user(),
            "tieout.database.password", DATABASE.password(),
            "tieout.data", "target/commands");

    private static final Map<String, String> BEFORE = new HashMap<>();

    @BeforeAll
    static void configure() {
        SETTINGS.forEach((name, value) -> BEFORE.put(name, System.setProperty(name, value)));
    }

    @AfterAll
    static void restore() {
        BEFORE.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    private record Answer(int status, String out) {}

    private static Answer run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return new Answer(Console.run(TieoutApplication.class, arguments), out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void peopleKeysAndTheProofNeedNoRunningServer() {
        var key = run("client", "create", "script", "--scopes", "orders.read,admin");
        var again = run("client", "create", "script", "--scopes", "admin");
        var person = run("user", "create", "anna", "--roles", "auditor");
        var proof = run("verify", "--json");

        assertThat(key.status()).as(key.out()).isZero();
        assertThat(key.out().strip()).matches("\\S{20,}");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.out()).isEmpty();
        assertThat(person.status()).as(person.out()).isZero();
        assertThat(person.out()).isNotBlank();
        assertThat(proof.status()).as(proof.out()).isZero();
        assertThat(proof.out()).startsWith("{").contains("\"ok\":true", "\"checks\":[");
    }
}
