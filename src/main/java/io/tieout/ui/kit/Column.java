package io.tieout.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import java.util.function.Function;

/**
 * A column of a list: how a row looks in it, and its plain text for the CSV export.
 *
 * @param key names the column in the URL and the export; stable
 */
public record Column<T>(
        String key, String header, boolean numeric, Function<T, String> text, Function<T, Component> look) {

    public static <T> Column<T> text(String key, String header, Function<T, String> text) {
        return new Column<>(key, header, false, text, row -> new Span(text.apply(row)));
    }

    public static <T> Column<T> of(String key, String header, Function<T, String> text, Function<T, Component> look) {
        return new Column<>(key, header, false, text, look);
    }

    public static <T> Column<T> number(
            String key, String header, Function<T, String> text, Function<T, Component> look) {
        return new Column<>(key, header, true, text, look);
    }
}
