package io.tieout.channels.poslog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One element of one receipt, small enough to hold. Names are local names; a vendor's extension has {@code ours} false, so
 * that it is never taken for the standard's element of the same name.
 */
record XmlPart(String name, boolean ours, Map<String, String> attributes, String text, List<XmlPart> children) {

    Optional<XmlPart> child(String childName) {
        return children(childName).findFirst();
    }

    Stream<XmlPart> children(String childName) {
        return children.stream().filter(child -> child.ours && child.name.equals(childName));
    }

    /** The text of a descendant; empty where it is absent or blank. */
    Optional<String> text(String... path) {
        var here = Optional.of(this);
        for (var step : path) {
            here = here.flatMap(part -> part.child(step));
        }
        return here.map(part -> part.text).filter(found -> !found.isBlank());
    }

    Optional<String> attribute(String attributeName) {
        return Optional.ofNullable(attributes.get(attributeName)).filter(value -> !value.isBlank());
    }

    boolean flag(String attributeName) {
        var value = attributes.get(attributeName);
        return "true".equals(value) || "1".equals(value);
    }
}
