package io.tieout.ui.kit;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.signals.Signal;
import io.tieout.access.CurrentActor;
import io.tieout.kernel.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list page: filters that live in the URL, columns that can be hidden, endless rows by key, cards on narrow screens, and a
 * CSV of exactly what is shown. A row leads to its page.
 */
public abstract class ListView<T> extends TieoutView implements AfterNavigationObserver {

    private static final int NARROW_PX = 700;

    private final Grid<T> grid = new Grid<>();
    private final Div filters = new Div();
    private final Div empty = new Div();
    private final List<Column<T>> columns;
    private final Map<String, Consumer<String>> filterFields = new LinkedHashMap<>();
    private Map<String, String> chosen = Map.of();
    private Grid.Column<T> cardColumn;
    private @Nullable BulkBar<T> bulk;

    protected ListView(String title, String lead, List<Column<T>> columns) {
        super(title, lead);
        this.columns = columns;
        addClassName("list-view");
        filters.addClassName("filters");
        empty.addClassName("empty");
        empty.setVisible(false);
        grid.addClassName("list");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setMultiSort(false);
        for (var column : columns) {
            var added = grid.addColumn(new ComponentRenderer<>(column.look()::apply))
                    .setHeader(column.header())
                    .setKey(column.key())
                    .setAutoWidth(true)
                    .setResizable(true);
            if (column.numeric()) {
                added.setTextAlign(ColumnTextAlign.END);
            }
        }
        cardColumn = grid.addColumn(new ComponentRenderer<>(this::card)).setKey("card");
        cardColumn.setVisible(false);
        grid.addItemClickListener(click -> open(click.getItem()));
        add(filters, grid, empty);
        addAction(columnMenu());
        addAction(csv());
    }

    /** Reads one page of rows under the chosen filters. */
    protected abstract Page<T> page(Filters filters, int limit, @Nullable String after);

    /** What a click on a row does; by default nothing. */
    protected void open(T row) {}

    /** What an empty list says: what will be here, and how to make it so. */
    protected abstract String whenEmpty();

    /** The chosen filters, as in the URL. */
    public record Filters(Map<String, String> values) {

        public @Nullable String get(String name) {
            return values.get(name);
        }

        public <E extends Enum<E>> @Nullable E get(String name, Class<E> type) {
            return Optional.ofNullable(values.get(name))
                    .flatMap(value -> java.util.Arrays.stream(type.getEnumConstants())
                            .filter(constant -> constant.name().equalsIgnoreCase(value))
                            .findFirst())
                    .orElse(null);
        }
    }

    /** A filter by free text. */
    protected final void addTextFilter(String name, String label) {
        var field = new TextField();
        field.setPlaceholder(label);
        field.setAriaLabel(label);
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                choose(name, change.getValue());
            }
        });
        filterFields.put(name, field::setValue);
        filters.add(field);
    }

    /** A filter by one of some values. @param values value to words, in order */
    protected final void addChoiceFilter(String name, String label, Map<String, String> values) {
        addChoiceFilter(name, label, values, "any");
    }

    /** @param otherwise what is shown where nothing is chosen */
    protected final void addChoiceFilter(String name, String label, Map<String, String> values, String otherwise) {
        var field = new Select<String>();
        field.setPlaceholder(label + ": " + otherwise);
        field.setAriaLabel(label);
        field.setEmptySelectionAllowed(true);
        field.setEmptySelectionCaption(label + ": " + otherwise);
        field.setItems(values.keySet());
        field.setItemLabelGenerator(
                value -> value == null ? label + ": " + otherwise : values.getOrDefault(value, value));
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                choose(name, change.getValue() == null ? "" : change.getValue());
            }
        });
        filterFields.put(name, value -> field.setValue(values.containsKey(value) ? value : null));
        filters.add(field);
    }

    /** Lets rows be ticked, for what can be done to many at once. @param offered what fits at least one of the rows */
    protected final void addBulk(CurrentActor actor, Function<List<T>, List<BulkBar.Deed<T>>> offered) {
        var bar = new BulkBar<>(actor, this::matching, offered, this::refresh);
        grid.setSelectionMode(Grid.SelectionMode.MULTI);
        grid.addSelectionListener(selection -> {
            if (selection.isFromClient()) {
                bar.choose(List.copyOf(selection.getAllSelectedItems()));
            }
        });
        bulk = bar;
        addComponentAtIndex(indexOf(grid), bar);
    }

    /** Puts something, such as figures, above the filters. */
    protected final void addBeforeRows(Component component) {
        addComponentAtIndex(indexOf(filters), component);
    }

    private List<T> matching() {
        return new KeysetRows<T>((limit, after) -> page(new Filters(chosen), limit, after))
                .fetch(0, KeysetRows.ROWS_MAX)
                .toList();
    }

    /** Choices from an enum's constants. */
    protected static Map<String, String> choices(Enum<?>[] constants) {
        var values = new LinkedHashMap<String, String>();
        for (var constant : constants) {
            values.put(constant.name(), Show.words(constant));
        }
        return values;
    }

    private void choose(String name, String value) {
        var next = new LinkedHashMap<>(chosen);
        if (value.isBlank()) {
            next.remove(name);
        } else {
            next.put(name, value.strip());
        }
        getUI().ifPresent(ui -> ui.navigate(getClass(), QueryParameters.simple(next)));
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var known = new LinkedHashMap<String, String>();
        event.getLocation().getQueryParameters().getParameters().forEach((name, values) -> {
            if (filterFields.containsKey(name) && !values.isEmpty()) {
                known.put(name, values.getFirst());
            }
        });
        chosen = known;
        filterFields.forEach((name, field) -> field.accept(chosen.getOrDefault(name, "")));
        refresh();
    }

    /** Reads the rows again. */
    protected final void refresh() {
        var rows = new KeysetRows<T>((limit, after) -> page(new Filters(chosen), limit, after));
        var any = rows.fetch(0, 1).findAny().isPresent();
        grid.setItems(query -> rows.fetch(query.getOffset(), query.getLimit()));
        // The columns are as wide as what they hold, which the browser knows only once the rows are there.
        grid.getElement().executeJs("setTimeout(() => this.recalculateColumnWidths(), 150)");
        grid.setVisible(any);
        if (bulk != null) {
            grid.deselectAll();
            bulk.choose(List.of());
            bulk.setVisible(any);
        }
        empty.setVisible(!any);
        empty.removeAll();
        if (!any) {
            empty.add(new Span(chosen.isEmpty() ? whenEmpty() : "Nothing matches these filters."));
            if (!chosen.isEmpty()) {
                var clear = new Button("Clear filters", _ -> getUI().ifPresent(ui -> ui.navigate(getClass())));
                clear.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
                empty.add(clear);
            }
        }
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        var page = attach.getUI().getPage();
        Signal.effect(this, () -> layOut(page.windowSizeSignal().get().width()));
    }

    private void layOut(int width) {
        var narrow = width < NARROW_PX;
        cardColumn.setVisible(narrow);
        grid.setClassName("cards", narrow);
        if (narrow) {
            columns.forEach(column -> grid.getColumnByKey(column.key()).setVisible(false));
        } else {
            columns.forEach(column -> grid.getColumnByKey(column.key()).setVisible(!hidden.contains(column.key())));
        }
    }

    private final List<String> hidden = new ArrayList<>();

    private Component card(T row) {
        var card = new Div();
        card.addClassName("row-card");
        for (var column : columns) {
            var label = new Span(column.header());
            label.addClassName("label");
            card.add(new Div(label, column.look().apply(row)));
        }
        return card;
    }

    private MenuBar columnMenu() {
        var bar = new MenuBar();
        bar.addThemeName("tertiary");
        var menu = bar.addItem("Columns").getSubMenu();
        for (var column : columns) {
            MenuItem item = menu.addItem(column.header(), click -> {
                var show = click.getSource().isChecked();
                if (show) {
                    hidden.remove(column.key());
                } else {
                    hidden.add(column.key());
                }
                grid.getColumnByKey(column.key()).setVisible(show);
            });
            item.setCheckable(true);
            item.setChecked(true);
            item.setKeepOpen(true);
        }
        return bar;
    }

    private Anchor csv() {
        var name = getPageTitle()
                        .replace(" – Tieout", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace(' ', '-') + ".csv";
        var link = new Anchor(
                CsvDownload.of(
                        name,
                        () -> columns.stream()
                                .filter(column -> !hidden.contains(column.key()))
                                .toList(),
                        (limit, after) -> page(new Filters(chosen), limit, after)),
                "CSV");
        link.addClassName("button-link");
        link.getElement().setAttribute("download", true);
        link.setAriaLabel("Export as CSV what is shown");
        return link;
    }
}
