package io.tieout.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Real payloads from outside the project, each named in a manifest with exactly one outcome. Where the samples are not there, the tests
 * are skipped, except in CI.
 */
public final class Samples {

    private final Path root;
    private final TreeMap<String, String> expected;

    private Samples(Path root, TreeMap<String, String> expected) {
        this.root = root;
        this.expected = expected;
    }

    /**
     * Opens a manifest, {@code file;outcome} per line, and checks that it names every file that the patterns find.
     *
     * @param manifest resource below {@code samples/}
     * @param patterns globs of the files of this kind, below the samples' root
     */
    public static Samples of(String manifest, String... patterns) throws IOException {
        var root = root();
        var expected = new TreeMap<String, String>();
        try (var stream = Samples.class.getResourceAsStream("/samples/" + manifest)) {
            assertThat(stream).as("manifest %s", manifest).isNotNull();
            for (var line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    var semicolon = line.indexOf(';');
                    assertThat(expected.put(line.substring(0, semicolon), line.substring(semicolon + 1)))
                            .as("listed twice: %s", line)
                            .isNull();
                }
            }
        }
        var samples = new Samples(root, expected);
        assertThat(new TreeSet<>(samples.find(patterns)))
                .as("files of this kind; each must be listed in src/test/resources/samples/%s", manifest)
                .isEqualTo(expected.keySet());
        return samples;
    }

    /** Where the samples are; without them the calling test is skipped, except in CI. */
    public static Path root() {
        var root = Path.of(System.getenv().getOrDefault("TIEOUT_SAMPLES", "../shared/samples"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(root)) {
            assertThat(System.getenv("CI"))
                    .as("In CI the samples must be at %s", root)
                    .isNotEqualTo("true");
            assumeTrue(false, "No samples at " + root + "; set TIEOUT_SAMPLES");
        }
        return root;
    }

    private List<String> find(String... patterns) throws IOException {
        var found = new ArrayList<String>();
        for (var pattern : patterns) {
            var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            var start = root.resolve(pattern.substring(0, pattern.indexOf('/')));
            try (var files = Files.walk(start)) {
                files.filter(Files::isRegularFile)
                        .map(root::relativize)
                        .filter(matcher::matches)
                        .forEach(file -> found.add(file.toString()));
            }
        }
        return found;
    }

    /** Compares what becomes of every file with what the manifest says. */
    public void check(Reading reading) throws IOException {
        var actual = new TreeMap<String, String>();
        for (var file : expected.keySet()) {
            actual.put(file, reading.outcome(Files.readAllBytes(root.resolve(file))));
        }
        assertThat(actual).isEqualTo(expected);
    }

    /** What becomes of a payload, in one line. */
    public interface Reading {
        String outcome(byte[] payload) throws IOException;
    }
}
