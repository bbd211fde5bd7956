package io.tieout.ui.kit;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.tieout.access.CurrentActor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What can be done at once to the ticked rows of a list, or to all that match its filters. */
public final class BulkBar<T> extends Div {

    /**
     * Something that can be done to a row.
     *
     * @param parameters what a person must say first, once for all rows
     * @param fits whether it can be done to this row, by this person; the others are left alone
     * @param work does it to one row, in its own transaction
     */
    public record Deed<T>(
            String label, List<String> parameters, Predicate<T> fits, BiConsumer<T, Map<String, String>> work) {}

    private final CurrentActor actor;
    private final Supplier<List<T>> matching;
    private final Function<List<T>, List<Deed<T>>> offered;
    private final Runnable clear;
    private final Span words = new Span();
    private final Div deeds = new Div();
    private final Button all = new Button("Select all that match", _ -> chooseAll());
    private final Button none;
    private List<T> chosen = List.of();

    BulkBar(CurrentActor actor, Supplier<List<T>> matching, Function<List<T>, List<Deed<T>>> offered, Runnable clear) {
        this.actor = actor;
        this.matching = matching;
        this.offered = offered;
        this.clear = clear;
        none = new Button("Clear", _ -> clear.run());
        addClassName("bulk");
        words.addClassName("bulk-count");
        deeds.addClassName("view-actions");
        all.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        none.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        add(words, all, none, deeds);
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Do something to many rows");
        choose(List.of());
    }

    /** Tells which rows are ticked. */
    void choose(List<T> rows) {
        chosen = rows;
        words.setText(
                rows.isEmpty()
                        ? "Tick rows to act on many at once."
                        : String.format(Locale.ROOT, "%,d selected", rows.size()));
        words.setClassName("muted", rows.isEmpty());
        none.setVisible(!rows.isEmpty());
        show();
    }

    private void chooseAll() {
        var rows = matching.get();
        choose(rows);
        words.setText(
                rows.size() >= KeysetRows.ROWS_MAX
                        ? String.format(Locale.ROOT, "The first %,d that match", rows.size())
                        : String.format(Locale.ROOT, "All %,d that match", rows.size()));
    }

    private void show() {
        deeds.removeAll();
        if (chosen.isEmpty()) {
            return;
        }
        var possible = offered.apply(chosen);
        if (possible.isEmpty()) {
            var nothing = new Span("None of these is yours to act on.");
            nothing.addClassName("muted");
            deeds.add(nothing);
        }
        for (var deed : possible) {
            var rows = chosen.stream().filter(deed.fits).toList();
            deeds.add(new Button(
                    rows.size() == chosen.size() ? deed.label : deed.label + " (" + rows.size() + ")",
                    _ -> ask(deed, rows)));
        }
    }

    private void ask(Deed<T> deed, List<T> rows) {
        var dialog = new Dialog(deed.label);
        var fields = new LinkedHashMap<String, TextArea>();
        var form = new Div(new Paragraph(
                String.format(Locale.ROOT, "%,d of %,d selected, each by itself.", rows.size(), chosen.size())));
        form.addClassName("dialog-form");
        for (var parameter : deed.parameters) {
            var field = new TextArea(Show.words(parameter));
            field.setMinRows(1);
            field.setRequired(true);
            fields.put(parameter, field);
            form.add(field);
        }
        dialog.add(form);
        var go = new Button(deed.label, _ -> {
            if (fields.values().stream().anyMatch(TextArea::isEmpty)) {
                fields.values().forEach(field -> field.setInvalid(field.isEmpty()));
                return;
            }
            var values = new LinkedHashMap<String, String>();
            fields.forEach((name, field) -> values.put(name, field.getValue().strip()));
            dialog.close();
            new BulkRun<>(deed, rows, values, actor).start(clear);
        });
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(new Button("Cancel", _ -> dialog.close()), go);
        dialog.open();
    }
}
