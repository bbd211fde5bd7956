package io.tieout.kernel;

/**
 * Who does something: a person, an API client, or the system itself on behalf of a message or a schedule. Four eyes compare
 * actors, so two different actors are two different persons or clients.
 */
public record Actor(Kind kind, String name) {

    /** What kind of actor it is. */
    public enum Kind {
        USER,
        CLIENT,
        SYSTEM
    }

    public static Actor user(String name) {
        return new Actor(Kind.USER, name);
    }

    public static Actor client(String name) {
        return new Actor(Kind.CLIENT, name);
    }

    public static Actor system(String name) {
        return new Actor(Kind.SYSTEM, name);
    }

    /** Reads what {@link #toString()} wrote. */
    public static Actor parse(String text) {
        var colon = text.indexOf(':');
        return new Actor(
                Kind.valueOf(text.substring(0, colon).toUpperCase(java.util.Locale.ROOT)), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
    }
}
