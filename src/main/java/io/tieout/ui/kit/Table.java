package io.tieout.ui.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Map;

/** A short table on a detail page: order lines, journal lines. Long lists are {@link ListView}s. */
public final class Table<T> extends Div {

    private final com.vaadin.flow.component.html.Table table = new com.vaadin.flow.component.html.Table();
    private final List<Column<T>> columns;

    /** @param name what a screen reader calls it */
    public Table(String name, List<Column<T>> columns, List<T> rows) {
        addClassName("table-scroll");
        this.columns = columns;
        table.addClassName("table");
        table.setAriaLabel(name);
        var head = table.addHeaderRow();
        for (var column : columns) {
            head.addColumnHeaderCell(column.header()).setClassName("numeric", column.numeric());
        }
        for (var row : rows) {
            var line = table.addRow();
            for (var column : columns) {
                var cell = line.addDataCell(column.look().apply(row));
                cell.setClassName("numeric", column.numeric());
                cell.getElement().setAttribute("data-label", column.header());
            }
        }
        add(table);
        // A wide table scrolls in itself, so the keyboard must reach it.
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", name);
    }

    /** A last row under the columns. @param totals by the column's key */
    public Table<T> total(String words, Map<String, Component> totals) {
        var line = table.addFooterRow();
        for (var at = 0; at < columns.size(); at++) {
            var column = columns.get(at);
            var cell = line.addDataCell(totals.getOrDefault(column.key(), new Span(at == 0 ? words : "")));
            cell.setClassName("numeric", column.numeric());
            cell.getElement().setAttribute("data-label", at == 0 ? "" : column.header());
        }
        return this;
    }
}
