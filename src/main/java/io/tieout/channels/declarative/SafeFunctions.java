package io.tieout.channels.declarative;

import static io.tieout.channels.declarative.ExactNumbers.argument;
import static io.tieout.channels.declarative.ExactNumbers.failed;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Utils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stand-ins for those of the library's functions that could run or grow without end inside one call, and for those that make
 * an expression give something else each time: the same message must always become the same command.
 */
final class SafeFunctions {

    private static final int PAD_MAX = 1_000;

    /** A text may fall apart into as many parts as it has characters, each heavier than its character. */
    private static final int WEIGHT_PER_PART = 8;

    private static final List<String> UNFORESEEABLE = List.of("now", "millis", "random", "shuffle", "eval");

    private final Guard guard;

    private SafeFunctions(Guard guard) {
        this.guard = guard;
    }

    static void bind(Frame frame, Guard guard) {
        var safe = new SafeFunctions(guard);
        for (var name : UNFORESEEABLE) {
            frame.bind(
                    name,
                    new JFunction(
                            (_, _) -> {
                                throw failed("$" + name + " is not to be had here: the same message must always"
                                        + " become the same command");
                            },
                            null));
        }
        frame.bind("pad", new JFunction((_, arguments) -> safe.pad(arguments), "<s-ns?:s>"));
        frame.bind("join", new JFunction((_, arguments) -> safe.join(arguments), "<a<s>s?:s>"));
        safe.bind(frame, "contains", new JFunction((_, arguments) -> safe.contains(arguments), "<s-(sf):b>"));
        safe.bind(frame, "match", new JFunction((_, arguments) -> safe.match(arguments), "<s-f<s:o>n?:a<o>>"));
        safe.bind(frame, "split", new JFunction((_, arguments) -> safe.split(arguments), "<s-(sf)n?:a<s>>"));
        safe.bind(frame, "replace", new JFunction((_, arguments) -> safe.replace(arguments), "<s-(sf)(sf)n?:s>"));
    }

    private void bind(Frame frame, String name, JFunction takingPatterns) {
        guard.takesPatterns(takingPatterns);
        frame.bind(name, takingPatterns);
    }

    private @Nullable String pad(List<?> arguments) {
        var width = (Number) argument(arguments, 1);
        if (width != null && Math.abs(width.longValue()) > PAD_MAX) {
            throw failed("$pad fills up to " + PAD_MAX + " characters");
        }
        return Functions.pad((String) argument(arguments, 0), width, (String) argument(arguments, 2));
    }

    private @Nullable String join(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof List<?> parts)) {
            return null;
        }
        var separator = argument(arguments, 1) instanceof String text ? text : "";
        guard.demandRoom(guard.weigh(parts, 0) + (long) separator.length() * parts.size());
        var joined = new StringJoiner(separator);
        parts.forEach(part -> joined.add(String.valueOf(part)));
        return joined.toString();
    }

    private @Nullable Boolean contains(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        return argument(arguments, 1) instanceof Pattern pattern
                ? matcher(pattern, text).find()
                : text.contains((String) Objects.requireNonNull(argument(arguments, 1)));
    }

    private @Nullable List<Object> match(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        var found = Utils.createSequence();
        var matcher = matcher(pattern(argument(arguments, 1)), text);
        var max = limit(argument(arguments, 2));
        while (found.size() < max && matcher.find()) {
            found.add(describe(matcher));
            guard.demandRoom(1 + matcher.group().length());
        }
        return found;
    }

    private @Nullable List<String> split(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        var max = limit(argument(arguments, 2));
        guard.demandRoom((long) WEIGHT_PER_PART * text.length());
        var parts = argument(arguments, 1) instanceof Pattern pattern
                ? Arrays.asList(pattern.split(new Watched(text, guard), -1))
                : Functions.split(text, argument(arguments, 1), null);
        return new ArrayList<>(parts.size() > max ? parts.subList(0, max) : parts);
    }

    private @Nullable String replace(List<?> arguments) throws Throwable {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        var wanted = argument(arguments, 1);
        var replacement = argument(arguments, 2);
        if ("".equals(wanted)) {
            throw failed("$replace: what is replaced must not be empty");
        }
        var matcher = matcher(
                wanted instanceof String literal ? Pattern.compile(Pattern.quote(literal)) : pattern(wanted), text);
        var left = limit(argument(arguments, 3));
        var result = new StringBuilder();
        var from = 0;
        while (left-- > 0 && matcher.find()) {
            result.append(text, from, matcher.start());
            var replaced = replacement(replacement, matcher, wanted instanceof String);
            guard.demandRoom(replaced.length() + 1L);
            result.append(replaced);
            from = matcher.end();
        }
        guard.demandRoom(result.length());
        return result.append(text, from, text.length()).toString();
    }

    private static String replacement(@Nullable Object replacement, Matcher matcher, boolean literal) throws Throwable {
        if (replacement instanceof String text) {
            return literal ? text : withGroups(text, matcher);
        }
        if (Functions.funcApply(replacement, List.of(describe(matcher))) instanceof String text) {
            return text;
        }
        throw failed("$replace: the replacement must be a text");
    }

    /** {@code $1} is the first group, {@code $0} the whole match, {@code $$} a dollar. */
    private static String withGroups(String replacement, Matcher matcher) {
        var result = new StringBuilder();
        for (var at = 0; at < replacement.length(); at++) {
            var next = at + 1 < replacement.length() ? replacement.charAt(at + 1) : ' ';
            if (replacement.charAt(at) != '$' || next != '$' && !Character.isDigit(next)) {
                result.append(replacement.charAt(at));
                continue;
            }
            at++;
            if (next == '$') {
                result.append('$');
            } else if (next - '0' <= matcher.groupCount()) {
                var group = matcher.group(next - '0');
                result.append(group == null ? "" : group);
            }
        }
        return result.toString();
    }

    private static Map<String, Object> describe(Matcher matcher) {
        var groups = new ArrayList<Object>();
        for (var group = 1; group <= matcher.groupCount(); group++) {
            groups.add(matcher.group(group));
        }
        var description = new LinkedHashMap<String, Object>();
        description.put("match", matcher.group());
        description.put("index", matcher.start());
        description.put("groups", groups);
        return description;
    }

    private Matcher matcher(Pattern pattern, String text) {
        return pattern.matcher(new Watched(text, guard));
    }

    private static Pattern pattern(@Nullable Object argument) {
        if (argument instanceof Pattern pattern) {
            return pattern;
        }
        throw failed("A regular expression is expected");
    }

    private static int limit(@Nullable Object argument) {
        if (argument instanceof Number number) {
            if (number.intValue() < 0) {
                throw failed("A limit must not be negative");
            }
            return number.intValue();
        }
        return Integer.MAX_VALUE;
    }

    /** A text that a regular expression cannot ponder for ever: it is asked for a character at each step. */
    private record Watched(String text, Guard guard, int[] asked) implements CharSequence {

        private static final int ASKED_BETWEEN_CLOCK = 4_096;

        Watched(String text, Guard guard) {
            this(text, guard, new int[1]);
        }

        @Override
        public char charAt(int index) {
            if (asked[0]++ % ASKED_BETWEEN_CLOCK == 0) {
                guard.demandTime();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
