package io.tieout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One session with a Tryton server, by its JSON-RPC. It answers 200 to what it refuses as well, with {@code error}. */
final class Tryton {

    private static final JsonMapper JSON = new JsonMapper();
    /** Code of the account in Tryton by our account key; one to one, so that no difference hides in a sum. */
    private static final Map<String, String> ACCOUNTS = Map.of(
            "channel.receivable", "1100",
            "channel.balance", "1200",
            "cash.in-transit", "1290",
            "tax.payable", "2120",
            "sales.revenue", "4000",
            "sales.returns", "4100",
            "fees.commission", "6000");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonNode ids;
    private final String session;
    private final Map<String, Integer> accounts = new TreeMap<>();

    record Line(String key, BigDecimal debit, BigDecimal credit) {
        static Line from(JsonNode line) {
            return new Line(
                    line.path("key").asString(),
                    new BigDecimal(line.path("debit").asString()),
                    new BigDecimal(line.path("credit").asString()));
        }
    }

    /** What an account has moved by, in cents exactly: more decimals are an error. */
    record Sums(BigDecimal debit, BigDecimal credit, BigDecimal balance) {
        Sums {
            debit = debit.setScale(2);
            credit = credit.setScale(2);
            balance = balance.setScale(2);
        }

        Sums minus(Sums other) {
            return new Sums(
                    debit.subtract(other.debit), credit.subtract(other.credit), balance.subtract(other.balance));
        }
    }

    /** Signs in anew, since Tryton posts in fresh sessions only. */
    static Tryton signedIn() throws IOException {
        return new Tryton(JSON.readTree(Files.readString(Path.of(setting("IDS")))));
    }

    private Tryton(JsonNode ids) {
        this.ids = ids;
        var user = setting("USER");
        var login = result(post("", "common.db.login", List.of(user, Map.of("password", setting("PASSWORD")), "en")));
        var words = user + ":" + login.path(0).asInt() + ":" + login.path(1).asString();
        this.session = "Session " + Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
        ACCOUNTS.forEach((key, code) -> accounts.put(key, account(key, code)));
    }

    private static String setting(String name) {
        var variable = "TIEOUT_TEST_TRYTON_" + name;
        return Objects.requireNonNull(System.getenv(variable), () -> variable + " is not set");
    }

    Map<String, Object> context() {
        return Map.of("company", ids.path("company").asInt(), "language", "en", "posted", true);
    }

    /** Calls a method of a model, which must not refuse. */
    JsonNode model(String method, Object... parameters) {
        var all = new ArrayList<>(List.of(parameters));
        all.add(context());
        return result(answer("model." + method, all));
    }

    JsonNode answer(String method, List<?> parameters) {
        return post(session, method, parameters);
    }

    /** The account of this code, made like the marketplace's clearing account where the chart lacks it. */
    private int account(String key, String code) {
        var found = model("account.account.search", List.of(List.of("code", "=", code)), 0, 1, List.of());
        if (!found.isEmpty()) {
            return found.path(0).asInt();
        }
        var clearing = List.of(ids.at("/accounts/1200/id").asInt());
        var like = model("account.account.read", clearing, List.of("type", "parent"))
                .path(0);
        var made = Map.of(
                "name", key,
                "code", code,
                "company", ids.path("company").asInt(),
                "type", like.path("type").asInt(),
                "parent", like.path("parent").asInt());
        return model("account.account.create", List.of(made)).path(0).asInt();
    }

    int draft(LocalDate day, String text, List<Line> lines) {
        var period = ids.path("fiscal_years")
                .path(Integer.toString(day.getYear()))
                .path("periods")
                .path(day.toString().substring(0, 7));
        var move = Map.of(
                "journal", ids.at("/journals/HUB").asInt(),
                "period", period.asInt(),
                "date", date(day),
                "description", text,
                "lines",
                        List.of(List.of("create", lines.stream().map(this::line).toList())));
        return model("account.move.create", List.of(move)).path(0).asInt();
    }

    private Map<String, Object> line(Line line) {
        var fields = new HashMap<String, Object>();
        fields.put("account", Objects.requireNonNull(accounts.get(line.key()), line.key()));
        fields.put("debit", decimal(line.debit()));
        fields.put("credit", decimal(line.credit()));
        if (ids.path("accounts")
                .path(ACCOUNTS.get(line.key()))
                .path("party_required")
                .asBoolean(false)) {
            fields.put("party", ids.at("/parties/marketplace/id").asInt());
        }
        return fields;
    }

    String state(int move) {
        return model("account.move.read", List.of(move), List.of("state"))
                .path(0)
                .path("state")
                .asString();
    }

    /** What is posted to each account in all years that are open, by our account key. */
    Map<String, Sums> sums() {
        var sums = new TreeMap<String, Sums>();
        accounts.forEach((key, id) -> {
            var read = model("account.account.read", List.of(id), List.of("debit", "credit", "balance"))
                    .path(0);
            sums.put(key, new Sums(number(read, "debit"), number(read, "credit"), number(read, "balance")));
        });
        return sums;
    }

    private static BigDecimal number(JsonNode read, String field) {
        return new BigDecimal(read.path(field).path("decimal").asString());
    }

    private static Map<String, Object> decimal(BigDecimal amount) {
        return Map.of("__class__", "Decimal", "decimal", amount.toPlainString());
    }

    private static Map<String, Object> date(LocalDate day) {
        return Map.of(
                "__class__", "date", "year", day.getYear(), "month", day.getMonthValue(), "day", day.getDayOfMonth());
    }

    private static JsonNode result(JsonNode answer) {
        assertThat(answer.has("error")).as(answer.toString()).isFalse();
        return answer.path("result");
    }

    private JsonNode post(String authorization, String method, List<?> parameters) {
        var body = JSON.writeValueAsString(Map.of("id", 1, "method", method, "params", parameters));
        var request = HttpRequest.newBuilder(URI.create(setting("URL") + "/" + setting("DATABASE") + "/"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return Caller.read(client.send(request.build(), HttpResponse.BodyHandlers.ofString()), 200);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
