package io.tieout.channels.declarative;

import io.tieout.channels.AdapterProblem;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Holds what an expression made against the canonical schema, after putting right what JSONata cannot help. */
final class CanonicalForm {

    /** An expression gives one thing where it found one, and a list only where it found several. */
    private static final Set<String> LISTS =
            Set.of("lines", "shipping", "taxes", "tenders", "refundedByTill", "movements", "counts");

    private static final JsonNode SCHEMA = Schema.read("canonical.schema.json");
    private static final Map<String, Schema> COMMANDS = commands();

    private CanonicalForm() {}

    static JsonNode schema() {
        return SCHEMA;
    }

    private static Map<String, Schema> commands() {
        var commands = new TreeMap<String, Schema>();
        SCHEMA.path("properties").properties().forEach(command -> {
            var schema = JsonMapper.shared().createObjectNode();
            schema.set("$ref", command.getValue().path("$ref"));
            schema.set("$defs", SCHEMA.path("$defs"));
            commands.put(command.getKey(), Schema.of(schema));
        });
        return commands;
    }

    /**
     * The command's document as it will be read: what is null or blank left out, single things made lists where lists belong.
     *
     * @throws ProblemException {@code adapter.result-invalid} with the places
     */
    static Command demand(JsonNode result) {
        if (!result.isObject() || result.size() != 1) {
            throw refused("An object with one member is expected, which is one of " + COMMANDS.keySet() + "; it is "
                    + words(result));
        }
        var member = result.properties().iterator().next();
        var schema = COMMANDS.get(member.getKey());
        if (schema == null) {
            throw refused("There is no " + member.getKey() + " here; there are " + COMMANDS.keySet());
        }
        var document = tidied(member.getValue());
        schema.demand(document, "/" + member.getKey(), AdapterProblem.RESULT_INVALID);
        return new Command(member.getKey(), document);
    }

    /** @param name such as {@code order} */
    record Command(String name, JsonNode document) {

        JsonNode result() {
            return JsonNodeFactory.instance.objectNode().set(name, document);
        }
    }

    private static String words(JsonNode result) {
        return switch (result.getNodeType()) {
            case NULL, MISSING -> "nothing";
            case ARRAY -> "an array of " + result.size();
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case OBJECT -> "an object with " + result.propertyNames();
            case BINARY, POJO -> "no JSON";
        };
    }

    private static ProblemException refused(String words) {
        return new ProblemException(
                AdapterProblem.RESULT_INVALID, words, List.of(new ProblemException.Place("", words)));
    }

    private static JsonNode tidied(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                var tidy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(field -> {
                    var kept = tidied(field.getValue());
                    if (!kept.isNull()
                            && !(kept.isString() && kept.stringValue().isBlank())) {
                        var single = LISTS.contains(field.getKey()) && kept.isObject();
                        tidy.set(
                                field.getKey(),
                                single ? JsonNodeFactory.instance.arrayNode().add(kept) : kept);
                    }
                });
                yield tidy;
            }
            case ArrayNode array -> {
                var tidy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> tidy.add(tidied(item)));
                yield tidy;
            }
            default -> value;
        };
    }

    /** What would be refused later, for want of what only the hub knows. */
    static List<String> warnings(Command command) {
        if (!command.name().equals("order")) {
            return List.of();
        }
        var order = command.document();
        var sum = BigDecimal.ZERO;
        for (var part : List.of("lines", "shipping")) {
            for (var item : order.path(part)) {
                sum = sum.add(amount(item.path("net")));
                for (var tax : item.path("taxes")) {
                    sum = sum.add(amount(tax.path("amount")));
                }
            }
        }
        var total = amount(order.path("total"));
        return total.compareTo(sum) == 0
                ? List.of()
                : List.of("The total is " + total.toPlainString() + ", lines, taxes and shipping are "
                        + sum.toPlainString() + ": such an order is refused as order.amounts-differ");
    }

    private static BigDecimal amount(JsonNode money) {
        return new BigDecimal(money.path("amount").asString());
    }
}
