package io.tieout.channels.masterdata;

import io.tieout.channels.Connection;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the columns of a kind of file mean: by our own names in any spelling of upper and lower case, by the connection's
 * setting {@code columns} ({@code Artikelnummer=sku,Bezeichnung=name}), and further attributes as {@code attributes.<name>}.
 */
final class Columns {

    static final String ATTRIBUTE_PREFIX = "attributes.";

    private static final Map<String, Set<String>> KNOWN = Map.of(
            "products",
            Set.of("sku", "name", "gtin", "taxCategory", "unit", "active", "hierarchy", "changedAt"),
            "prices",
            Set.of("list", "sku", "price", "currency", "validFrom", "validTo", "changedAt"),
            "promotions",
            Set.of(
                    "code",
                    "name",
                    "connection",
                    "region",
                    "store",
                    "validFrom",
                    "validTo",
                    "effect",
                    "value",
                    "currency",
                    "skus",
                    "hierarchy",
                    "priority",
                    "combinable",
                    "changedAt"));

    private final Map<String, String> meanings = new HashMap<>();
    private final boolean attributes;
    private final Charset charset;
    private final boolean decimalComma;
    private final Set<String> own;

    Columns(String kind, Connection connection) {
        own = KNOWN.getOrDefault(kind, Set.of());
        decimalComma =
                connection.settings().getOrDefault("decimalSeparator", ".").equals(",");
        own.forEach(name -> meanings.put(name.toLowerCase(Locale.ROOT), name));
        attributes = kind.equals("products");
        for (var pair : connection.settings().getOrDefault("columns", "").split(",")) {
            var at = pair.indexOf('=');
            if (at > 0) {
                meanings.put(
                        pair.substring(0, at).strip().toLowerCase(Locale.ROOT),
                        pair.substring(at + 1).strip());
            }
        }
        var name = connection.settings().getOrDefault("charset", "UTF-8");
        charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    static Set<String> kinds() {
        return KNOWN.keySet();
    }

    Charset charset() {
        return charset;
    }

    boolean decimalComma() {
        return decimalComma;
    }

    /** The column that a value is read back from. */
    String column(String meaning) {
        return own.contains(meaning) ? meaning : ATTRIBUTE_PREFIX + meaning;
    }

    /** What a column holds; empty where it means nothing here. */
    Optional<String> meaning(String column) {
        var found = meanings.get(column.strip().toLowerCase(Locale.ROOT));
        var text = found == null ? column.strip() : found;
        if (attributes && text.startsWith(ATTRIBUTE_PREFIX) && text.length() > ATTRIBUTE_PREFIX.length()) {
            return Optional.of(text.substring(ATTRIBUTE_PREFIX.length()));
        }
        return Optional.ofNullable(found);
    }
}
