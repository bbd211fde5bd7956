package io.tieout.catalog.internal;

import io.tieout.catalog.CatalogProblem;
import io.tieout.kernel.ProblemException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads values of the configuration file that a JSON schema cannot fully check, and says where a wrong one stands. */
final class ConfigNodes {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ConfigNodes() {}

    static JsonNode schema(String text) {
        return JSON.readTree(text);
    }

    static ZoneId zone(JsonNode entry, String pointer, ZoneId otherwise) {
        var text = entry.path("zone").asString("");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw refused(CatalogProblem.VALUE_INVALID, "There is no time zone " + text, pointer + "/zone");
        }
    }

    static Currency currency(JsonNode entry, String pointer) {
        var text = entry.path("currency").asString("");
        try {
            return Currency.getInstance(text);
        } catch (IllegalArgumentException unknown) {
            throw refused(CatalogProblem.VALUE_INVALID, "There is no currency " + text, pointer + "/currency");
        }
    }

    /** Runs the change of one entry; a problem comes out with the place of that entry. */
    static void at(String pointer, Runnable change) {
        try {
            change.run();
        } catch (ProblemException problem) {
            if (!problem.places().isEmpty()) {
                throw problem;
            }
            throw new ProblemException(
                    problem.type(),
                    String.valueOf(problem.getMessage()),
                    List.of(new ProblemException.Place(pointer, problem.type().title())));
        } catch (IllegalArgumentException invalid) {
            throw refused(CatalogProblem.VALUE_INVALID, String.valueOf(invalid.getMessage()), pointer);
        }
    }

    private static ProblemException refused(CatalogProblem problem, String detail, String pointer) {
        return new ProblemException(problem, detail, List.of(new ProblemException.Place(pointer, detail)));
    }
}
