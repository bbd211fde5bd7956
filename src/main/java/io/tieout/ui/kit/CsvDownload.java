package io.tieout.ui.kit;

import com.vaadin.flow.server.streams.DownloadHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Writes a list as CSV (RFC 4180, UTF-8), streamed page by page. */
final class CsvDownload {

    private static final int PAGE = 500;

    private CsvDownload() {}

    static <T> DownloadHandler of(String fileName, Supplier<List<Column<T>>> columns, KeysetRows.Source<T> source) {
        return event -> {
            event.setFileName(fileName);
            event.setContentType("text/csv;charset=utf-8");
            var shown = columns.get();
            try (var csv = CsvWriter.builder()
                    .build(new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8))) {
                csv.writeRecord(shown.stream().map(Column::header).toList());
                String after = null;
                do {
                    var page = source.page(PAGE, after);
                    for (var row : page.items()) {
                        csv.writeRecord(shown.stream()
                                .map(column -> harmless(column.text().apply(row)))
                                .toList());
                    }
                    after = page.next();
                } while (after != null);
            }
        };
    }

    /** A spreadsheet must not take a partner's text for a formula; numbers stay numbers. */
    static String harmless(String text) {
        if (text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 || text.matches("-?[0-9][0-9.,]*")) {
            return text;
        }
        return "'" + text;
    }
}
