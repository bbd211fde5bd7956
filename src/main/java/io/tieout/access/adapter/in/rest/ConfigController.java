package io.tieout.access.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.access.HubConfig;
import io.tieout.access.HubConfig.Format;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.spi.ConfigSection.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

@RestController
@RequestMapping("/api")
class ConfigController {

    private static final String YAML = "application/yaml";
    private static final YAMLMapper WRITER = YAMLMapper.builder().build();

    private final HubConfig config;
    private final CurrentActor actors;

    ConfigController(HubConfig config, CurrentActor actors) {
        this.config = config;
        this.actors = actors;
    }

    /** The difference that the file made or, in a dry run, would make. */
    record Answer(
            boolean dryRun, boolean applied, Map<String, List<Difference>> sections, List<HubConfig.Waiting> waiting) {

        static Answer from(HubConfig.Applied applied) {
            var sections = new LinkedHashMap<String, List<Difference>>();
            applied.sections()
                    .forEach((section, changes) -> sections.put(
                            section, changes.stream().map(Difference::from).toList()));
            return new Answer(applied.dryRun(), !applied.dryRun(), sections, applied.waiting());
        }
    }

    /** One difference: added, changed, removed or submitted. */
    record Difference(String kind, String key, String detail) {

        static Difference from(Change change) {
            return new Difference(change.kind().name().toLowerCase(Locale.ROOT), change.key(), change.detail());
        }
    }

    @GetMapping(path = "/v1/config", produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasAuthority('SCOPE_config.read')")
    JsonNode read() {
        return config.read();
    }

    @GetMapping(path = "/v1/config", produces = YAML)
    @PreAuthorize("hasAuthority('SCOPE_config.read')")
    byte[] readYaml() {
        return WRITER.writeValueAsBytes(config.read());
    }

    @PutMapping(
            path = "/v1/config",
            consumes = {
                MediaType.APPLICATION_JSON_VALUE,
                YAML,
                "application/x-yaml",
                "text/yaml",
                "text/x-yaml",
                MediaType.TEXT_PLAIN_VALUE,
                MediaType.APPLICATION_OCTET_STREAM_VALUE
            })
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    Answer apply(
            @RequestBody(required = false) byte @Nullable [] file,
            @RequestHeader("Content-Type") MediaType type,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean prune) {
        if (file == null || file.length == 0) {
            throw new ProblemException(CommonProblem.REQUEST_UNREADABLE, "The configuration file is the body");
        }
        var format = MediaType.APPLICATION_JSON.isCompatibleWith(type) ? Format.JSON : Format.YAML;
        return Answer.from(config.apply(file, format, dryRun, prune, actors.get()));
    }

    @GetMapping("/config.schema.json")
    JsonNode schema() {
        return config.schema();
    }
}
