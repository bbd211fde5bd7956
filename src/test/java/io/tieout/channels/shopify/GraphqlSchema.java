package io.tieout.channels.shopify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A published schema in GraphQL's own language, and whether a call fits it: that fields, arguments, directives and types exist,
 * that what is required is given, and that variables are of their types. Knows as much of the language as the hub's calls use.
 */
final class GraphqlSchema {

    private static final Pattern TOKENS = Pattern.compile(
            "\"(?:\\\\.|[^\"\\\\\\n])*\"|#[^\\n]*|[A-Za-z_][A-Za-z0-9_]*|-?[0-9]+(?:\\.[0-9]+)?|\\.\\.\\.|[!$&()\\[\\]{}:=@|]");
    private static final String QUOTES = "\"\"\"";
    private static final Set<String> TEXTS =
            Set.of("ID", "String", "Money", "CurrencyCode", "DateTime", "URL", "Decimal");

    private final Map<String, Type> types = new HashMap<>();
    private final Map<String, Map<String, Field>> directives = new HashMap<>();

    private record Type(String kind, Map<String, Field> fields, Set<String> values) {}

    /** @param optional whether it may be left out */
    private record Field(Map<String, Field> arguments, Ref type, boolean optional) {}

    private record Ref(String name, boolean required, boolean list, Ref item) {}

    private final List<String> tokens;
    private int at;

    private GraphqlSchema(List<String> tokens) {
        this.tokens = tokens;
    }

    static GraphqlSchema of(String text) {
        var schema = new GraphqlSchema(tokens(text));
        schema.read();
        return schema;
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        var matcher = TOKENS.matcher(withoutDescriptions(text));
        while (matcher.find()) {
            if (!matcher.group().startsWith("#")) {
                tokens.add(matcher.group());
            }
        }
        return tokens;
    }

    private static String withoutDescriptions(String text) {
        var rest = new StringBuilder();
        var from = 0;
        for (var open = text.indexOf(QUOTES); open >= 0; open = text.indexOf(QUOTES, from)) {
            rest.append(text, from, open);
            from = text.indexOf(QUOTES, open + QUOTES.length()) + QUOTES.length();
        }
        return rest.append(text, from, text.length()).toString();
    }

    private boolean more() {
        return at < tokens.size();
    }

    private String peek() {
        return more() ? tokens.get(at) : "";
    }

    private String next() {
        return tokens.get(at++);
    }

    private boolean took(String token) {
        if (peek().equals(token)) {
            at++;
            return true;
        }
        return false;
    }

    private void demand(String token) {
        if (!took(token)) {
            throw new IllegalArgumentException(token + " expected, not " + peek() + " at token " + at);
        }
    }

    private void skipDescription() {
        while (peek().startsWith("\"")) {
            at++;
        }
    }

    private void read() {
        while (more()) {
            skipDescription();
            if (!more()) {
                return;
            }
            var word = next();
            switch (word) {
                case "schema" -> skipBlock();
                case "directive" -> {
                    demand("@");
                    var name = next();
                    directives.put(name, peek().equals("(") ? arguments() : Map.of());
                    demand("on");
                    while (peek().matches("\\||[A-Z_]+")) {
                        at++;
                    }
                }
                case "scalar" -> {
                    types.put(next(), new Type("scalar", Map.of(), Set.of()));
                    skipDirectives();
                }
                case "union" -> {
                    types.put(next(), new Type("union", Map.of(), Set.of()));
                    skipDirectives();
                    demand("=");
                    do {
                        took("|");
                        next();
                    } while (peek().equals("|"));
                }
                case "enum" -> enumeration(next());
                case "type", "interface", "input" -> object(word, next());
                default -> throw new IllegalArgumentException("What is " + word + " at token " + at);
            }
        }
    }

    private void skipBlock() {
        demand("{");
        var depth = 1;
        while (depth > 0) {
            var token = next();
            depth += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
        }
    }

    private void skipDirectives() {
        while (took("@")) {
            next();
            if (peek().equals("(")) {
                var depth = 0;
                do {
                    var token = next();
                    depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
                } while (depth > 0);
            }
        }
    }

    private void enumeration(String name) {
        skipDirectives();
        demand("{");
        var values = new HashSet<String>();
        while (!took("}")) {
            skipDescription();
            values.add(next());
            skipDirectives();
        }
        types.put(name, new Type("enum", Map.of(), values));
    }

    private void object(String kind, String name) {
        if (took("implements")) {
            do {
                took("&");
                next();
            } while (peek().equals("&"));
        }
        skipDirectives();
        demand("{");
        var fields = new LinkedHashMap<String, Field>();
        while (!took("}")) {
            skipDescription();
            var field = next();
            var arguments = peek().equals("(") ? arguments() : Map.<String, Field>of();
            demand(":");
            var type = ref();
            var preset = took("=");
            if (preset) {
                skipValue();
            }
            skipDirectives();
            fields.put(field, new Field(arguments, type, preset || !type.required()));
        }
        types.put(name, new Type(kind, fields, Set.of()));
    }

    private Map<String, Field> arguments() {
        demand("(");
        var arguments = new LinkedHashMap<String, Field>();
        while (!took(")")) {
            skipDescription();
            var name = next();
            demand(":");
            var type = ref();
            var preset = took("=");
            if (preset) {
                skipValue();
            }
            skipDirectives();
            arguments.put(name, new Field(Map.of(), type, preset || !type.required()));
        }
        return arguments;
    }

    private void skipValue() {
        var token = next();
        var depth = token.equals("[") || token.equals("{") ? 1 : 0;
        while (depth > 0) {
            token = next();
            depth += token.equals("[") || token.equals("{") ? 1 : token.equals("]") || token.equals("}") ? -1 : 0;
        }
    }

    private Ref ref() {
        if (took("[")) {
            var item = ref();
            demand("]");
            return new Ref("", took("!"), true, item);
        }
        var name = next();
        return new Ref(name, took("!"), false, null);
    }

    /** What does not fit, a line each; empty is well. */
    Set<String> complaints(String query, JsonNode variables) {
        var reader = new GraphqlSchema(tokens(query));
        reader.types.putAll(types);
        reader.directives.putAll(directives);
        var complaints = new TreeSet<String>();
        reader.operation(variables, complaints);
        return complaints;
    }

    private void operation(JsonNode variables, Set<String> complaints) {
        var kind = next();
        next();
        var declared = new HashMap<String, Ref>();
        if (took("(")) {
            while (!took(")")) {
                demand("$");
                var name = next();
                demand(":");
                declared.put(name, ref());
            }
        }
        for (var name : variables.propertyNames()) {
            if (!declared.containsKey(name)) {
                complaints.add("variable " + name + " is not declared");
            }
        }
        declared.forEach((name, type) -> value(variables.get(name), type, "$" + name, complaints));
        selection(kind.equals("mutation") ? "Mutation" : "QueryRoot", declared, complaints);
    }

    private void value(JsonNode value, Ref type, String path, Set<String> complaints) {
        if (value == null || value.isNull()) {
            if (type.required()) {
                complaints.add(path + " is missing");
            }
            return;
        }
        if (type.list()) {
            if (!value.isArray()) {
                complaints.add(path + " is no list");
                return;
            }
            for (var index = 0; index < value.size(); index++) {
                value(value.get(index), type.item(), path + "/" + index, complaints);
            }
            return;
        }
        var known = types.get(type.name());
        if (known != null && known.kind().equals("input")) {
            input(value, type.name(), known, path, complaints);
        } else if (known != null && known.kind().equals("enum")) {
            if (!known.values().contains(value.asString(""))) {
                complaints.add(path + " is no " + type.name() + ": " + value);
            }
        } else {
            scalar(value, type.name(), path, complaints);
        }
    }

    private void input(JsonNode value, String name, Type type, String path, Set<String> complaints) {
        for (var field : value.propertyNames()) {
            if (!type.fields().containsKey(field)) {
                complaints.add(path + "/" + field + " is no field of " + name);
            }
        }
        type.fields().forEach((field, known) -> {
            if (value.has(field) || !known.optional()) {
                value(value.get(field), known.type(), path + "/" + field, complaints);
            }
        });
    }

    private static void scalar(JsonNode value, String type, String path, Set<String> complaints) {
        var fits = switch (type) {
            case "Int" -> value.isIntegralNumber();
            case "Boolean" -> value.isBoolean();
            case "Float" -> value.isNumber();
            default -> value.isString() && TEXTS.contains(type);
        };
        if (!fits || type.equals("ID") && value.asString().isBlank()) {
            complaints.add(path + " is no " + type + ": " + value);
        }
    }

    private void selection(String typeName, Map<String, Ref> declared, Set<String> complaints) {
        demand("{");
        var type = types.get(typeName);
        while (!took("}")) {
            var name = next();
            var field = type == null ? null : type.fields().get(name);
            if (field == null) {
                complaints.add(typeName + " has no field " + name);
                return;
            }
            given(typeName + "." + name, field.arguments(), declared, complaints);
            while (took("@")) {
                var directive = next();
                var arguments = directives.get(directive);
                if (arguments == null) {
                    complaints.add("There is no directive " + directive);
                    return;
                }
                given("@" + directive, arguments, declared, complaints);
            }
            var result = base(field.type());
            var leaf = !types.containsKey(result)
                    || Set.of("scalar", "enum").contains(types.get(result).kind());
            if (leaf == peek().equals("{")) {
                complaints.add(typeName + "." + name + (leaf ? " has no fields" : " needs a selection"));
                return;
            }
            if (!leaf) {
                selection(result, declared, complaints);
            }
        }
    }

    private static String base(Ref ref) {
        return ref.list() ? base(ref.item()) : ref.name();
    }

    private void given(String where, Map<String, Field> arguments, Map<String, Ref> declared, Set<String> complaints) {
        var given = new HashSet<String>();
        if (took("(")) {
            while (!took(")")) {
                var name = next();
                demand(":");
                given.add(name);
                var known = arguments.get(name);
                if (known == null) {
                    complaints.add(where + " has no argument " + name);
                }
                if (took("$")) {
                    var variable = next();
                    if (known != null && !fits(declared.get(variable), known)) {
                        complaints.add(where + "(" + name + ") does not take $" + variable);
                    }
                } else {
                    skipValue();
                }
            }
        }
        arguments.forEach((name, field) -> {
            if (!field.optional() && !given.contains(name)) {
                complaints.add(where + " needs the argument " + name);
            }
        });
    }

    private static boolean fits(Ref declared, Field wanted) {
        return declared != null
                && base(declared).equals(base(wanted.type()))
                && (declared.required() || wanted.optional());
    }
}
