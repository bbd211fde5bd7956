package io.tieout.channels.declarative;

import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Utils.RangeList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Watches one evaluation: how long it takes, how deep it goes, how many steps it makes, and how much it makes. A value weighs
 * its characters and items with all that is below it, each time it is referred to, so that nothing small can stand for
 * something huge. The library looks only at time and depth, and not inside its own functions.
 */
final class Guard {

    private static final int DEPTH_MAX = 300;
    private static final int STEPS_MAX = 3_000_000;
    private static final int LOOKS_BETWEEN_CLOCK = 64;
    private static final long WEIGHT_MAX = 12_000_000;
    private static final long MADE_MAX = 40_000_000;

    /** A range is made only where it is walked through, but the library's functions copy it first. */
    private static final int RANGE_MAX = 100_000;

    /** Lighter ones are weighed anew each time, which is cheaper than to remember them. */
    private static final long REMEMBERED_FROM = 64;

    private final long deadline;
    private final Map<Object, Weight> known = new IdentityHashMap<>();
    private final Set<JFunction> takingPatterns = Collections.newSetFromMap(new IdentityHashMap<>());

    /** By level, whether such a function was named there. */
    private final boolean[] safeCall = new boolean[DEPTH_MAX + 2];

    private int depth;
    private int steps;
    private long made;

    Guard(long nanosMax) {
        this.deadline = System.nanoTime() + nanosMax;
    }

    private record Weight(int size, long weight) {}

    /** Says that a function watches over the regular expressions that it is given. */
    void takesPatterns(JFunction function) {
        takingPatterns.add(function);
    }

    void enter() {
        depth++;
        if (depth > DEPTH_MAX) {
            throw new Unbounded("It calls itself, or nests, more than " + DEPTH_MAX + " levels deep");
        }
        safeCall[depth] = false;
        steps++;
        if (steps > STEPS_MAX) {
            throw new Unbounded("It takes more than " + STEPS_MAX + " steps");
        }
        if (steps % LOOKS_BETWEEN_CLOCK == 0) {
            demandTime();
        }
    }

    void leave(@Nullable Object result) {
        depth--;
        if (result instanceof JFunction function && takingPatterns.contains(function)) {
            safeCall[depth] = true;
        } else if (result instanceof Pattern && !safeCall[depth]) {
            throw ExactNumbers.failed(
                    "A regular expression stands here only as an argument of $contains, $match, $replace or $split");
        }
        var weight = weigh(result, 0);
        if (weight >= REMEMBERED_FROM && result instanceof String) {
            demandRoom(weight);
        }
    }

    /** @throws Unbounded where the time is up */
    void demandTime() {
        if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
            throw new Unbounded("It takes too long");
        }
    }

    /** Called before something of this size is made. */
    void demandRoom(long size) {
        made += size;
        if (size > WEIGHT_MAX || made > MADE_MAX) {
            throw new Unbounded("It makes too much: more than " + (size > WEIGHT_MAX ? WEIGHT_MAX : MADE_MAX)
                    + " characters or items");
        }
    }

    long weigh(@Nullable Object value, int level) {
        if (level > DEPTH_MAX) {
            throw new Unbounded("It makes a value of more than " + DEPTH_MAX + " levels");
        }
        var weight = switch (value) {
            case null -> 1;
            case String text -> text.length();
            case RangeList range -> demandRange(range.size());
            case List<?> list -> remembered(list, list.size(), list, level);
            case Map<?, ?> map -> remembered(map, map.size(), map.values(), level);
            default -> 1;
        };
        if (weight > WEIGHT_MAX) {
            throw new Unbounded("It makes a value of more than " + WEIGHT_MAX + " characters and items");
        }
        return weight;
    }

    private static long demandRange(int size) {
        if (size > RANGE_MAX) {
            throw new Unbounded("It counts through more than " + RANGE_MAX + " numbers");
        }
        return size;
    }

    private long remembered(Object container, int size, Iterable<?> items, int level) {
        var before = known.get(container);
        if (before != null && before.size() == size) {
            return before.weight();
        }
        var weight = 1L + size;
        for (var item : items) {
            weight += weigh(item, level + 1);
            if (weight > WEIGHT_MAX) {
                return weight;
            }
        }
        if (weight >= REMEMBERED_FROM) {
            demandRoom(size);
            known.put(container, new Weight(size, weight));
        }
        return weight;
    }

    /** The evaluation was stopped. */
    static final class Unbounded extends RuntimeException {
        Unbounded(String words) {
            super(words);
        }
    }
}
