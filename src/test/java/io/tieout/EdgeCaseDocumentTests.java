package io.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of edge cases names the tests that hold them: those with the case's id in their names. */
class EdgeCaseDocumentTests {

    private static final Path DOCUMENT = Path.of("docs", "edge-cases.md");
    private static final Path DRAWN = Path.of("target", "edge-cases.md");
    private static final Pattern TEST = Pattern.compile("^    (?:public )?void (\\w+)\\(.*");
    private static final Pattern ID = Pattern.compile("R([1-9][0-9]?)(?![0-9A-Za-z])");
    private static final Pattern ROW = Pattern.compile("\\| (R[0-9]+) \\| ([^|]+) \\|.*");
    private static final String NONE = "none yet";

    @Test
    void eachCaseNamesItsTests() throws IOException {
        var tests = testsById();
        var drawn = Files.readAllLines(DOCUMENT).stream()
                .map(line -> drawn(line, tests))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.createDirectories(DRAWN.getParent());
        Files.writeString(DRAWN, drawn);

        assertThat(Files.readString(DOCUMENT))
                .as("The table as the tests have it is in %s: take that", DRAWN)
                .isEqualTo(drawn);
    }

    @Test
    void noCaseIsLeftOut() throws IOException {
        var document = Files.readString(DOCUMENT);

        assertThat(IntStream.rangeClosed(1, 64))
                .allSatisfy(id -> assertThat(document).containsOnlyOnce("| R" + id + " |"));
    }

    private static String drawn(String line, Map<String, SortedSet<String>> tests) {
        var row = ROW.matcher(line);
        if (!row.matches()) {
            return line;
        }
        var names = tests.getOrDefault(row.group(1), new TreeSet<>());
        return "| %s | %s | %s |"
                .formatted(row.group(1), row.group(2), names.isEmpty() ? NONE : String.join("<br>", names));
    }

    private static Map<String, SortedSet<String>> testsById() throws IOException {
        var tests = new TreeMap<String, SortedSet<String>>();
        try (var files = Files.walk(Path.of("src/test/java"))) {
            for (var file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                var type = file.getFileName().toString().replace(".java", "");
                for (var line : Files.readAllLines(file)) {
                    var test = TEST.matcher(line);
                    if (test.matches()) {
                        ID.matcher(test.group(1).replace('_', ' '))
                                .results()
                                .forEach(id -> tests.computeIfAbsent("R" + id.group(1), _ -> new TreeSet<>())
                                        .add(type + "." + test.group(1)));
                    }
                }
            }
        }
        return tests;
    }
}
