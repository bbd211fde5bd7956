package io.tieout.channels.declarative;

import io.tieout.channels.AdapterDefinition;
import io.tieout.channels.AdapterDefinition.Kind;
import io.tieout.channels.AdapterDefinition.Sample;
import io.tieout.channels.AdapterProblem;
import io.tieout.channels.AdapterTrial;
import io.tieout.channels.declarative.CanonicalForm.Command;
import io.tieout.channels.format.KnownFields;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Makes canonical commands of partners' payloads, and proves definitions on their own samples. */
@Component
public class Translation {

    /** The member of an expected result that names a refusal's code. */
    private static final String REFUSED = "refused";

    private final Expressions expressions;

    Translation(Expressions expressions) {
        this.expressions = expressions;
    }

    /**
     * A pure function of expression and payload.
     *
     * @throws ProblemException with a code of {@link AdapterProblem}
     */
    Command translate(Kind kind, JsonNode payload) {
        return CanonicalForm.demand(expressions.evaluate(kind.expression(), payload));
    }

    /** Translates and tells what was noticed. @throws ProblemException with a code of {@link AdapterProblem} */
    public AdapterTrial attempt(AdapterDefinition definition, Kind kind, JsonNode payload) {
        var command = translate(kind, payload);
        return new AdapterTrial(
                command.name(),
                command.result(),
                known(definition, kind).unknown(payload),
                CanonicalForm.warnings(command));
    }

    static KnownFields known(AdapterDefinition definition, Kind kind) {
        return KnownFields.of(
                definition.samplesOf(kind.name()).stream().map(Sample::payload).toList(), kind.knownFields());
    }

    /**
     * Whether a definition may be laid before a second person: every expression can be read, every kind has a sample, and
     * every sample becomes what is expected of it.
     *
     * @throws ProblemException {@code adapter.expression-invalid}, {@code adapter.samples-missing}, {@code
     *     adapter.sample-differs}
     */
    public void demandSound(AdapterDefinition definition) {
        var kinds = definition.kinds();
        for (var index = 0; index < kinds.size(); index++) {
            var kind = kinds.get(index);
            demandReadable(kind, "/kinds/" + index + "/expression");
            if (definition.samplesOf(kind.name()).isEmpty()) {
                throw new ProblemException(
                        AdapterProblem.SAMPLES_MISSING,
                        "Kind " + kind.name() + " has no sample",
                        List.of(new Place("/kinds/" + index, "has no sample")));
            }
        }
        var differences = new ArrayList<Place>();
        for (var index = 0; index < definition.samples().size(); index++) {
            var sample = definition.samples().get(index);
            var kind = definition.kind(sample.kind()).orElseThrow();
            differences.addAll(differences(kind, sample, "/samples/" + index + "/expected"));
        }
        if (!differences.isEmpty()) {
            var first = differences.getFirst();
            throw new ProblemException(
                    AdapterProblem.SAMPLE_DIFFERS, first.pointer() + " " + first.detail(), differences);
        }
    }

    private void demandReadable(Kind kind, String at) {
        try {
            expressions.demandReadable(kind.expression());
        } catch (ProblemException unreadable) {
            var place = unreadable.places().isEmpty()
                    ? new Place(at, String.valueOf(unreadable.getMessage()))
                    : new Place(
                            at,
                            unreadable.places().getFirst().detail(),
                            unreadable.places().getFirst().line(),
                            unreadable.places().getFirst().column());
            throw new ProblemException(
                    unreadable.type(), "Kind " + kind.name() + ": " + unreadable.getMessage(), List.of(place));
        }
    }

    private List<Place> differences(Kind kind, Sample sample, String at) {
        JsonNode actual;
        try {
            actual = translate(kind, sample.payload()).result();
        } catch (ProblemException refused) {
            var code = refused.type().code();
            return code.equals(sample.expected().path(REFUSED).asString(""))
                    ? List.of()
                    : List.of(new Place(
                            at, "sample \"" + sample.name() + "\" is refused, " + code + ": " + refused.getMessage()));
        }
        var found = new ArrayList<Place>();
        compare(again(sample.expected()), again(actual), at, found);
        return found;
    }

    /** As it would be read, so that an integer is an integer however it was made. */
    private static JsonNode again(JsonNode node) {
        return Definitions.JSON.readTree(Definitions.JSON.writeValueAsString(node));
    }

    private static void compare(JsonNode expected, JsonNode actual, String at, List<Place> found) {
        if (expected.isObject() && actual.isObject()) {
            var names = new TreeSet<>(expected.propertyNames());
            names.addAll(actual.propertyNames());
            names.forEach(name -> compare(
                    expected.path(name),
                    actual.path(name),
                    at + "/" + name.replace("~", "~0").replace("/", "~1"),
                    found));
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (var index = 0; index < expected.size(); index++) {
                compare(expected.get(index), actual.get(index), at + "/" + index, found);
            }
        } else if (!expected.equals(actual)) {
            found.add(new Place(at, "expected " + words(expected) + ", is " + words(actual)));
        }
    }

    private static String words(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        var text = node.toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
