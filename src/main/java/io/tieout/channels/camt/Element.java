package io.tieout.channels.camt;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An XML element by its local name. @param currency its {@code Ccy} attribute, blank where it has none */
record Element(String name, String currency, String text, int line, List<Element> children) {

    Element {
        children = List.copyOf(children);
    }

    Stream<Element> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName));
    }

    /** The first element at a path of names below this one. */
    @Nullable
    Element at(String... path) {
        var found = this;
        for (var step : path) {
            found = found.all(step).findFirst().orElse(null);
            if (found == null) {
                return null;
            }
        }
        return found;
    }

    /** The text at a path; blank where there is none. */
    String textAt(String... path) {
        var found = at(path);
        return found == null ? "" : found.text;
    }

    /** All descendants of a name. */
    Stream<Element> below(String descendantName) {
        return children.stream()
                .flatMap(child -> Stream.concat(
                        child.name.equals(descendantName) ? Stream.of(child) : Stream.empty(),
                        child.below(descendantName)));
    }
}
