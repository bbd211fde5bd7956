package io.tieout.ui.mapping;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Codes and what they mean, to be edited. An empty value takes back what an earlier set said. */
final class Entries extends Div {

    private record Row(TextField code, TextField value) {}

    private final List<Row> rows = new ArrayList<>();
    private final Div lines = new Div();

    Entries() {
        lines.addClassName("action-list");
        var more = new Button("Add a code", _ -> add("", ""));
        more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        addClassName("action-list");
        add(lines, more);
    }

    void add(String code, String value) {
        var codeField = new TextField("Partner's code");
        codeField.setValue(code);
        codeField.setWidthFull();
        var valueField = new TextField("Means");
        valueField.setValue(value);
        valueField.setPlaceholder("empty takes it back");
        valueField.setWidthFull();
        var row = new Row(codeField, valueField);
        var line = new Div(codeField, valueField);
        line.addClassName("entry-row");
        var remove = new Button("Remove", _ -> {
            rows.remove(row);
            lines.remove(line);
        });
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        remove.setAriaLabel("Remove this code");
        line.add(remove);
        rows.add(row);
        lines.add(line);
    }

    void addAll(Map<String, @Nullable String> entries) {
        entries.forEach((code, value) -> add(code, value == null ? "" : value));
    }

    SortedMap<String, @Nullable String> value() {
        var entries = new TreeMap<String, @Nullable String>();
        for (var row : rows) {
            var code = row.code.getValue().strip();
            if (!code.isEmpty()) {
                var value = row.value.getValue().strip();
                entries.put(code, value.isEmpty() ? null : value);
            }
        }
        return entries;
    }
}
