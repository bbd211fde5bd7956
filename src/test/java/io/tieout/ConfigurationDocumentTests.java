package io.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** docs/configuration.md names every property that the code reads, with its default, and no other. */
class ConfigurationDocumentTests {

    private static final Path DOCUMENT = Path.of("docs", "configuration.md");
    private static final Pattern READ = Pattern.compile("\\$\\{(tieout\\.[a-z.-]+)(?::([^}]*))?}");
    private static final Pattern DOCUMENTED = Pattern.compile("\\| `(tieout\\.[a-z.-]+)` \\| ([^|]*) \\|");
    /** Set by the program itself, or by its variables, which the document's first table has. */
    private static final List<String> NOT_OURS_TO_SET = List.of(
            "tieout.console",
            "tieout.data",
            "tieout.database.url",
            "tieout.database.user",
            "tieout.database.password",
            "tieout.admin-password",
            "tieout.bootstrap-key",
            "tieout.secret-key");

    @Test
    void everyPropertyStandsInTheDocumentWithItsDefault() throws IOException {
        var documented = new TreeMap<String, String>();
        var rows = DOCUMENTED.matcher(Files.readString(DOCUMENT));
        while (rows.find()) {
            documented.put(rows.group(1), rows.group(2).strip());
        }

        assertThat(documented).isEqualTo(properties());
    }

    private static Map<String, String> properties() {
        var found = new TreeMap<String, String>();
        sources().forEach(source -> {
            var reads = READ.matcher(source);
            while (reads.find()) {
                if (reads.group(2) != null) {
                    found.put(reads.group(1), shown(reads.group(2)));
                }
            }
        });
        settings().forEach(type -> {
            var prefix = type.getAnnotation(ConfigurationProperties.class).value();
            for (var parameter : type.getDeclaredConstructors()[0].getParameters()) {
                var value = parameter.getAnnotation(DefaultValue.class);
                var given = value == null ? fromFile(prefix, parameter.getName()) : String.join(", ", value.value());
                found.put(prefix + "." + kebab(parameter.getName()), given);
            }
        });
        NOT_OURS_TO_SET.forEach(found::remove);
        return found;
    }

    private static String shown(String value) {
        return value.isEmpty() ? "absent" : value;
    }

    private static List<Class<?>> settings() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        var types = new ArrayList<Class<?>>();
        scanner.findCandidateComponents("io.tieout").forEach(candidate -> {
            try {
                types.add(Class.forName(candidate.getBeanClassName()));
            } catch (ClassNotFoundException gone) {
                throw new IllegalStateException(gone);
            }
        });
        return types;
    }

    /** The value in application.yaml of a setting that has no default of its own. */
    private static String fromFile(String prefix, String name) {
        try {
            var yaml = new tools.jackson.dataformat.yaml.YAMLMapper()
                    .readTree(Files.readString(Path.of("src/main/resources/application.yaml")));
            return yaml.at("/" + prefix.replace('.', '/') + "/" + kebab(name)).asString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static List<String> sources() {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(ConfigurationDocumentTests::read)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
