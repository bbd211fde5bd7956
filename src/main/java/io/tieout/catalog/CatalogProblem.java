package io.tieout.catalog;

import io.tieout.kernel.ProblemType;

/** What can be wrong with master data. */
public enum CatalogProblem implements ProblemType {
    ENTITY_UNKNOWN(
            "catalog.entity-unknown",
            422,
            "The legal entity is not known",
            "Create the entity first, or correct its code."),
    ENTITY_IN_USE(
            "catalog.entity-in-use",
            409,
            "The legal entity still owns locations",
            "Move or remove its locations first."),
    COUNTRY_UNKNOWN("catalog.country-unknown", 422, "The country is not in ISO 3166", "Give its two-letter code."),
    GTIN_INVALID(
            "catalog.gtin-invalid",
            422,
            "The GTIN's check digit is wrong",
            "Compare it with the package: 8, 12, 13 or 14 digits of which the last checks the others."),
    VALUE_INVALID("catalog.value-invalid", 422, "A value of the master data is not valid", "Correct the value named."),
    PRODUCT_UNKNOWN(
            "catalog.product-unknown",
            422,
            "The product is not known",
            "Create the product first, or correct its SKU."),
    BUNDLE_NESTED(
            "catalog.bundle-nested",
            422,
            "A bundle cannot be part of a bundle",
            "Name the parts of the inner bundle instead; a bundle has no stock of its own."),
    UNIT_UNKNOWN(
            "catalog.unit-unknown",
            422,
            "The product is not kept in this unit",
            "State how many stock units one of the unit holds, then replay; nothing is guessed."),
    UNIT_NOT_WHOLE(
            "catalog.unit-not-whole",
            422,
            "The quantity is no whole number of what is counted",
            "Correct the unit or the conversion: a part of a piece can be neither stocked nor sold."),
    PRICE_LIST_UNKNOWN(
            "price.list-unknown",
            422,
            "The price list is not known",
            "Create the price list first, or correct its code."),
    PRICE_OVERLAP(
            "price.overlap",
            409,
            "Two prices would hold at once",
            "End one before the other begins, or give the lists different priorities."),
    NOT_THE_OWNER(
            "master-data.not-the-owner",
            409,
            "Another system owns this attribute",
            "Change it in the system that owns it, or let the data stewards change who owns it."),
    ROW_INVALID(
            "master-data.row-invalid",
            422,
            "A row of the file cannot be read",
            "Repair the row in the message's body and let it be processed, or skip it with a reason; all other rows were taken."),
    ROWS_INVALID_TOO_MANY(
            "master-data.rows-invalid",
            422,
            "Too many rows of the file cannot be read",
            "Compare the file with the adapter's page: delimiter, decimal separator, columns. Nothing of it was taken.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    CatalogProblem(String code, int status, String title, String advice) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String advice() {
        return advice;
    }
}
