package io.tieout.catalog.internal;

import io.tieout.catalog.CatalogProblem;
import io.tieout.catalog.LegalEntity;
import io.tieout.catalog.Location;
import io.tieout.catalog.Product;
import io.tieout.catalog.ProductUnit;
import io.tieout.catalog.SkuAlias;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/** What must hold of master data before it is kept. */
public final class Rules {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<Integer> GTIN_LENGTHS = Set.of(8, 12, 13, 14);
    private static final int NAME_LENGTH_MAX = 500;
    private static final int CODE_LENGTH_MAX = 32;
    private static final int ALIAS_LENGTH_MAX = 128;
    private static final int ATTRIBUTES_MAX = 200;
    private static final int ATTRIBUTE_LENGTH_MAX = 4000;

    private Rules() {}

    public static void check(LegalEntity entity) {
        text("name", entity.name(), NAME_LENGTH_MAX);
        country(entity.country());
    }

    public static void check(Location location) {
        text("region", location.region(), CODE_LENGTH_MAX);
        country(location.country());
        var capacity = location.capacityPerDay();
        if (capacity != null && capacity < 0) {
            throw new ProblemException(CatalogProblem.VALUE_INVALID, "capacityPerDay must not be negative");
        }
        var latitude = location.latitude();
        var longitude = location.longitude();
        if ((latitude == null) != (longitude == null)) {
            throw new ProblemException(CatalogProblem.VALUE_INVALID, "latitude and longitude go together");
        }
        if (latitude != null && longitude != null) {
            degrees("latitude", latitude, 90);
            degrees("longitude", longitude, 180);
        }
    }

    private static void degrees(String what, BigDecimal value, int max) {
        if (value.abs().compareTo(BigDecimal.valueOf(max)) > 0 || value.scale() > 6) {
            throw new ProblemException(
                    CatalogProblem.VALUE_INVALID,
                    what + " must lie between -" + max + " and " + max + ", with 6 decimals at most");
        }
    }

    public static void check(Product product) {
        text("name", product.name(), NAME_LENGTH_MAX);
        text("taxCategory", product.taxCategory(), CODE_LENGTH_MAX);
        text("unit", product.unit(), CODE_LENGTH_MAX);
        var gtin = product.gtin();
        if (gtin != null && !isGtin(gtin)) {
            throw new ProblemException(
                    CatalogProblem.GTIN_INVALID, "Product " + product.sku() + " has the GTIN " + gtin);
        }
        var hierarchy = product.hierarchy();
        if (hierarchy != null && !hierarchy.isEmpty()) {
            text("hierarchy", hierarchy, NAME_LENGTH_MAX);
        }
        if (product.attributes().size() > ATTRIBUTES_MAX) {
            throw new ProblemException(
                    CatalogProblem.VALUE_INVALID, "A product has at most " + ATTRIBUTES_MAX + " further attributes");
        }
        product.attributes().forEach((name, value) -> {
            text("an attribute's name", name, CODE_LENGTH_MAX);
            if (value.length() > ATTRIBUTE_LENGTH_MAX || value.indexOf('\u0000') >= 0) {
                throw new ProblemException(
                        CatalogProblem.VALUE_INVALID,
                        name + " has at most " + ATTRIBUTE_LENGTH_MAX + " characters, none of them zero");
            }
        });
    }

    public static void check(ProductUnit unit) {
        text("unit", unit.unit(), CODE_LENGTH_MAX);
        var gtin = unit.gtin();
        if (gtin != null && !isGtin(gtin)) {
            throw new ProblemException(
                    CatalogProblem.GTIN_INVALID, "Unit " + unit.unit() + " of " + unit.sku() + " has the GTIN " + gtin);
        }
    }

    public static void check(SkuAlias alias) {
        text("code", alias.code(), ALIAS_LENGTH_MAX);
        var note = alias.note();
        if (note != null) {
            text("note", note, NAME_LENGTH_MAX);
        }
    }

    /** GS1 General Specifications 7.9: weights 3 and 1 from the right, the last digit fills up to the next ten. */
    static boolean isGtin(String gtin) {
        if (!GTIN_LENGTHS.contains(gtin.length()) || !gtin.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        var sum = 0;
        for (var i = 0; i < gtin.length() - 1; i++) {
            var weight = (gtin.length() - 2 - i) % 2 == 0 ? 3 : 1;
            sum += weight * (gtin.charAt(i) - '0');
        }
        return (10 - sum % 10) % 10 == gtin.charAt(gtin.length() - 1) - '0';
    }

    private static void country(String code) {
        if (!COUNTRIES.contains(code)) {
            throw new ProblemException(CatalogProblem.COUNTRY_UNKNOWN, "There is no country " + code);
        }
    }

    static void text(String what, String value, int lengthMax) {
        if (value.isBlank() || value.length() > lengthMax || value.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(
                    CatalogProblem.VALUE_INVALID,
                    what + " must have between 1 and " + lengthMax + " characters, none of them control characters");
        }
    }
}
