package io.tieout.channels.drift;

import io.tieout.channels.Novelty.Kind;
import io.tieout.kernel.BusinessKey;
import java.util.Comparator;
import java.util.Locale;

/** What makes two novelties the same. Texts of partners are cleaned and cut, so that none can do harm. */
public record Shape(String adapter, Kind kind, String path, String value) implements Comparable<Shape> {

    private static final int PATH_LENGTH_MAX = 120;
    private static final int VALUE_LENGTH_MAX = 60;
    private static final Comparator<Shape> ORDER = Comparator.comparing(Shape::adapter)
            .thenComparing(Shape::kind)
            .thenComparing(Shape::path)
            .thenComparing(Shape::value);

    public Shape {
        path = clean(path, PATH_LENGTH_MAX);
        value = clean(value, VALUE_LENGTH_MAX);
    }

    public static Shape field(String adapter, String path) {
        return new Shape(adapter, Kind.FIELD, path, "");
    }

    /** Stands for all further shapes of an adapter that meets too many. */
    Shape others() {
        return new Shape(adapter, kind, "(others)", "");
    }

    /** The subject of the one ticket about it. */
    public BusinessKey subject() {
        var name = kind.name().toLowerCase(Locale.ROOT) + ":" + adapter + ":" + path;
        return BusinessKey.of(value.isEmpty() ? name : name + "=" + value);
    }

    public String sentence() {
        return switch (kind) {
            case FIELD -> "Adapter " + adapter + " met the field " + path + ", which its model does not name";
            case COLUMN -> "Adapter " + adapter + " met the column " + path + ", which its model does not name";
            case VALUE ->
                "Adapter " + adapter + " met the value “" + value + "” in " + path + ", which its model does not name";
            case VERSION ->
                "Adapter " + adapter + " was answered in version " + value + " of " + path
                        + ", not in the one asked for";
        };
    }

    private static String clean(String text, int lengthMax) {
        var clean = text.replaceAll("\\p{Cntrl}", "?").strip();
        return clean.length() <= lengthMax ? clean : clean.substring(0, lengthMax);
    }

    @Override
    public int compareTo(Shape other) {
        return ORDER.compare(this, other);
    }
}
