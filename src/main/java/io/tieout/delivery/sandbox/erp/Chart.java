package io.tieout.delivery.sandbox.erp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The accounts that a new company of the sandbox starts with; they fit the hub's built-in chart. */
@Component
class Chart {

    private static final String FILE = "io/tieout/delivery/sandbox/chart.csv";

    private final List<Books.Account> accounts;

    Chart() {
        try (var file = new ClassPathResource(FILE).getInputStream()) {
            this.accounts = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(",", 2))
                    .map(cells -> new Books.Account(cells[0].strip(), cells[1].strip()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<Books.Account> accounts() {
        return accounts;
    }
}
