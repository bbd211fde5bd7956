package io.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house style as far as a program can read it. Each rule is shown to fail on a broken text first. */
class StyleTests {

    private static final int METHOD_LINES_MAX = 70;
    private static final int COLUMNS_MAX = 120;
    private static final Pattern BANNED_NAME = Pattern.compile(".*(Impl|Manager|Helper|Utils?|Dto|DTO|Event)\\.java");
    /** A finance event is the business's own word for what happened in a sub-ledger. */
    private static final Set<String> ALLOWED_NAMES = Set.of("FinanceEvent.java", "BookableEvent.java");

    private static final Pattern METHOD_START =
            Pattern.compile("^    (?! )(?!.*\\b(class|record|interface|enum)\\b).*\\{$");
    private static final Set<String> TOP_LEVEL = Set.of(
            ".ci",
            ".dockerignore",
            ".editorconfig",
            ".git",
            ".gitattributes",
            ".gitignore",
            "ARCHITECTURE.md",
            "CONTRIBUTING.md",
            "Dockerfile",
            "LICENSE",
            "NOTICE",
            "README.md",
            "UPGRADING.md",
            "data",
            "db",
            "docker-compose.yml",
            "docs",
            "frontend",
            "pom.xml",
            "src",
            "target",
            "tieout");

    private final List<Path> sources = Stream.of("src/main/java", "src/test/java")
            .flatMap(root -> walk(Path.of(root)))
            .filter(file -> file.toString().endsWith(".java"))
            .toList();

    @Test
    void methodsFitOnAScreen() {
        assertThat(sources)
                .flatMap(file -> longMethods(file.toString(), lines(file)))
                .isEmpty();

        var tooLong = new ArrayList<>(List.of("class A {", "    void a() {"));
        tooLong.addAll(Collections.nCopies(METHOD_LINES_MAX, "        b();"));
        tooLong.addAll(List.of("    }", "}"));
        assertThat(longMethods("A.java", tooLong)).containsExactly("A.java:2 has a method of 72 lines");
    }

    @Test
    void linesFitTheirColumns() {
        assertThat(sources)
                .flatMap(file -> wideLines(file.toString(), lines(file)))
                .isEmpty();

        assertThat(wideLines("A.java", List.of("x".repeat(121)))).containsExactly("A.java:1 has 121 columns");
    }

    @Test
    void namesSayWhatThingsAre() {
        assertThat(sources).filteredOn(StyleTests::hasBannedName).isEmpty();

        assertThat(hasBannedName(Path.of("OrderServiceImpl.java"))).isTrue();
        assertThat(hasBannedName(Path.of("FinanceEvent.java"))).isFalse();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        assertThat(withoutPackageInfo(sources)).isEmpty();

        assertThat(withoutPackageInfo(List.of(Path.of("a/B.java")))).containsExactly(Path.of("a"));
    }

    @Test
    void nothingStrayLiesAtTheTop() throws IOException {
        try (var files = Files.list(Path.of("."))) {
            assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(TOP_LEVEL);
        }
    }

    @Test
    void nothingIsLeftToDoInComments() {
        var leftOver = Pattern.compile("//\\s*(TO" + "DO|FIX" + "ME|X" + "XX)");
        assertThat(sources)
                .filteredOn(file -> lines(file).stream()
                        .anyMatch(line -> leftOver.matcher(line).find()))
                .isEmpty();
    }

    private static List<String> longMethods(String name, List<String> lines) {
        var found = new ArrayList<String>();
        var start = -1;
        for (var i = 0; i < lines.size(); i++) {
            if (start < 0 && METHOD_START.matcher(lines.get(i)).matches()) {
                start = i;
            } else if (start >= 0 && lines.get(i).startsWith("    }")) {
                var length = i - start + 1;
                if (length > METHOD_LINES_MAX) {
                    found.add(name + ":" + (start + 1) + " has a method of " + length + " lines");
                }
                start = -1;
            }
        }
        return found;
    }

    /** Text blocks and addresses may be wider: breaking them would change them. */
    private static List<String> wideLines(String name, List<String> lines) {
        var found = new ArrayList<String>();
        var inTextBlock = false;
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var delimiters = line.split("\"\"\"", -1).length - 1;
            var exempt = inTextBlock || delimiters > 0 || line.contains("://");
            inTextBlock ^= delimiters % 2 == 1;
            if (!exempt && line.length() > COLUMNS_MAX && !isUnbreakable(line)) {
                found.add(name + ":" + (i + 1) + " has " + line.length() + " columns");
            }
        }
        return found;
    }

    /** The formatter leaves comments and literals alone, and so do we where they carry on a little. */
    private static boolean isUnbreakable(String line) {
        var text = line.strip();
        return text.startsWith("*") || text.startsWith("/**") || text.startsWith("//") || text.contains("\"");
    }

    private static boolean hasBannedName(Path file) {
        var name = file.getFileName().toString();
        return BANNED_NAME.matcher(name).matches() && !ALLOWED_NAMES.contains(name);
    }

    private static List<Path> withoutPackageInfo(List<Path> sources) {
        var documented = sources.stream()
                .filter(file -> file.endsWith("package-info.java"))
                .map(Path::getParent)
                .toList();
        // The application class alone lives in the root package.
        return sources.stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !folder.endsWith("java/io/tieout"))
                .filter(folder -> !folder.startsWith("src/test"))
                .filter(folder -> !documented.contains(folder))
                .toList();
    }

    private static Stream<Path> walk(Path root) {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
