package io.tieout.channels.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.channels.AdapterDefinition;
import io.tieout.channels.AdapterProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.internal.TestCodes;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.ProblemException;
import io.tieout.testing.Canonical;
import io.tieout.testing.Samples;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The shop that is connected by configuration alone. */
class WooCommerceTests {

    private final AdapterDefinition definition = ShippedAdapters.read("woocommerce.yaml");
    private final AdapterDefinition.Kind order = definition.kind("order").orElseThrow();
    private final Translation translation = new Translation(new Expressions(Duration.ofSeconds(20)));
    private final Connection connection = new Connection(
            ConnectionCode.of("woo"), "woocommerce", EntityCode.of("DE01"), ZoneOffset.UTC, Map.of(), List.of(), false);

    @Test
    void theDefinitionProvesItselfOnItsSamples() {
        translation.demandSound(definition);
        assertThat(definition.samples()).hasSizeGreaterThan(5);
        assertThat(Definitions.kept(Definitions.json(definition).toString())).isEqualTo(definition);
    }

    @Test
    void itsSamplesAddUpAndHaveNoFieldThatItDoesNotKnow() {
        for (var sample : definition.samples()) {
            var trial = translation.attempt(definition, order, sample.payload());
            assertThat(trial.warnings()).as(sample.name()).isEmpty();
            assertThat(trial.unknownFields()).as(sample.name()).isEmpty();
        }
        var news = Definitions.JSON.readTree("""
                {"id": 1, "status": "pending", "line_items": [{"colour": "red", "meta_data": [{"any": 1}]}], "loyalty": 3}""");
        assertThat(translation.attempt(definition, order, news).unknownFields())
                .containsExactlyInAnyOrder("loyalty", "line_items.colour");
    }

    @Test
    void everyRecordedSampleHasItsOutcome() throws IOException {
        Samples.of("woocommerce.txt", "woocommerce/recorded/tests/*").check(this::outcome);
    }

    @Test
    void noFieldOfARecordedOrderIsUnknown() throws IOException {
        Samples.of("woocommerce.txt", "woocommerce/recorded/tests/*").check(file -> {
            for (var body : bodies(Definitions.JSON.readTree(file))) {
                if (body.has("order_key")) {
                    assertThat(translation.attempt(definition, order, body).unknownFields())
                            .isEmpty();
                }
            }
            return outcome(file);
        });
    }

    private String outcome(byte[] file) {
        Set<String> outcomes = new LinkedHashSet<>();
        bodies(Definitions.JSON.readTree(file)).forEach(body -> outcomes.add(became(body)));
        return outcomes.isEmpty() ? "nothing" : String.join("; ", outcomes);
    }

    /** What the shop answered in a recorded call, one by one. */
    private static List<JsonNode> bodies(JsonNode recorded) {
        var bodies = new ArrayList<JsonNode>();
        for (var method : recorded.path("api")) {
            for (var calls : method) {
                for (var call : each(calls)) {
                    var response = call.path("response");
                    each(response.path("update").isArray() ? response.path("update") : response)
                            .forEach(bodies::add);
                }
            }
        }
        return bodies;
    }

    private static Iterable<JsonNode> each(JsonNode node) {
        return node.isArray() ? node : List.of(node);
    }

    private String became(JsonNode payload) {
        try {
            var command = translation.translate(order, payload);
            if (!command.name().equals("order")) {
                return command.name() + " " + command.document().asString();
            }
            var fields = JsonFields.of(command.document(), "/order", AdapterProblem.RESULT_INVALID);
            return Canonical.line(TestCodes.reader().order(connection, fields, null));
        } catch (ProblemException refused) {
            return "refused:" + refused.type().code() + " " + refused.getMessage();
        }
    }
}
