package io.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The picture in ARCHITECTURE.md is the code's own. */
class ArchitectureDocumentTests {

    private static final Path DOCUMENT = Path.of("ARCHITECTURE.md");
    private static final Path DRAWN = Path.of("target", "modules.md");
    private static final Set<String> EVERYWHERE = Set.of("kernel", "platform", "access", "exceptions");

    @Test
    void theModulePictureIsTrue() throws IOException {
        var drawn = draw(ApplicationModules.of(TieoutApplication.class));
        Files.createDirectories(DRAWN.getParent());
        Files.writeString(DRAWN, drawn);

        assertThat(Files.readString(DOCUMENT))
                .as("The code's own picture is in %s: put it between the marks", DRAWN)
                .contains("<!-- modules:begin -->\n" + drawn + "<!-- modules:end -->");
    }

    private static String draw(ApplicationModules modules) {
        var arrows = new TreeSet<String>();
        modules.stream()
                .forEach(module -> uses(modules, module)
                        .forEach(used -> arrows.add("  " + module.getIdentifier() + " --> " + used + "\n")));
        return "```mermaid\nflowchart TD\n" + String.join("", arrows) + "```\n";
    }

    private static List<String> uses(ApplicationModules modules, ApplicationModule module) {
        return EVERYWHERE.contains(module.getIdentifier().toString())
                        || module.getIdentifier().toString().equals("ui")
                ? List.of()
                : module.getDirectDependencies(modules)
                        .uniqueModules()
                        .map(used -> used.getIdentifier().toString())
                        .filter(used -> !EVERYWHERE.contains(used))
                        .toList();
    }
}
