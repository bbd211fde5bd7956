package io.tieout.operations.bench;

import io.tieout.platform.spi.ConsoleCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code bench NAME [--seconds N] [--rate N] [--lines N] [--orders N] [--movements N]}: measures one thing on the database it finds, which must be
 * empty, and writes {@code target/bench/NAME.json}. The script runs it once per bench, each with a new data folder.
 */
@Component
class BenchCommand implements ConsoleCommand {

    private static final Path RESULTS = Path.of("target", "bench");

    private final List<Bench> benches;
    private final Database database;
    private final JsonMapper json;
    private final Clock clock;

    BenchCommand(List<Bench> benches, Database database, JsonMapper json, Clock clock) {
        this.benches = benches;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public String summary() {
        return "measure, on an empty database: one of " + names();
    }

    private List<String> names() {
        return benches.stream().map(Bench::name).sorted().toList();
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        var found = benches.stream()
                .filter(bench -> !arguments.isEmpty() && bench.name().equals(arguments.getFirst()))
                .findFirst();
        if (found.isEmpty()) {
            err.println(
                    "usage: tieout bench [NAME] [--seconds N] [--rate N] [--lines N] [--orders N] [--movements N], NAME one of "
                            + String.join(", ", names()));
            return 2;
        }
        var bench = found.get();
        try {
            var settings = BenchSettings.parse(arguments.subList(1, arguments.size()));
            database.demandEmpty();
            var loadBefore = Machine.load();
            var figure = bench.measure(settings, line -> err.println("bench " + bench.name() + ": " + line));
            print(bench.name(), figure, out);
            write(bench.name(), figure, loadBefore);
            return 0;
        } catch (IllegalArgumentException notUnderstood) {
            err.println(notUnderstood.getMessage());
            return 2;
        } catch (Exception failure) {
            err.println("bench " + bench.name() + " broke off: " + failure);
            failure.printStackTrace(err);
            return 2;
        }
    }

    private static void print(String name, Figure figure, PrintStream out) {
        var ratio = figure.ratio();
        out.printf(
                Locale.ROOT,
                "%-11s %,12.1f %-13s %12s %7s %s%,11.1f  %s%n",
                name,
                figure.value(),
                figure.unit(),
                figure.ceiling() == null ? "-" : "%,.1f".formatted(figure.ceiling()),
                ratio == null ? "-" : "%.2f".formatted(ratio),
                figure.lessIsBetter() ? "<" : ">",
                figure.aim(),
                figure.met() ? "met" : "missed");
        figure.details().forEach((what, value) -> out.println("            " + what + ": " + value));
        out.flush();
    }

    private void write(String name, Figure figure, double loadBefore) throws IOException {
        var ratio = figure.ratio();
        var result = new LinkedHashMap<String, Object>();
        result.put("name", name);
        result.put("value", Samples.rounded(figure.value()));
        result.put("unit", figure.unit());
        result.put("ceiling", figure.ceiling() == null ? null : Samples.rounded(figure.ceiling()));
        result.put("ratio", ratio == null ? null : Samples.rounded(ratio));
        result.put("aim", Samples.rounded(figure.aim()));
        result.put("met", figure.met());
        result.put("machine", Machine.describe(database.version()));
        result.put("date", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        result.put("details", figure.details());
        result.put("loadBefore", loadBefore);
        Files.createDirectories(RESULTS);
        Files.writeString(
                RESULTS.resolve(name + ".json"),
                json.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result) + "\n");
    }
}
