package io.tieout.ui.kit;

import com.vaadin.flow.component.html.Div;
import java.util.List;

/** A short table on a detail page: order lines, journal lines. Long lists are {@link ListView}s. */
public final class Table<T> extends Div {

    /** @param name what a screen reader calls it */
    public Table(String name, List<Column<T>> columns, List<T> rows) {
        addClassName("table-scroll");
        var table = new com.vaadin.flow.component.html.Table();
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
}
