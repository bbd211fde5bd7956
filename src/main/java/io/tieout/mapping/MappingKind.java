package io.tieout.mapping;

/** What is mapped. */
public enum MappingKind {
    CHART_OF_ACCOUNTS("chart-of-accounts"),
    TAX_CODE("tax-code"),
    PAYMENT_METHOD("payment-method"),
    STORE("store"),
    SKU("sku"),
    CARRIER("carrier"),
    REASON("reason"),
    UNIT("unit"),
    PRODUCT_HIERARCHY("product-hierarchy"),
    FEE_TYPE("fee-type");

    private final String code;

    MappingKind(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static MappingKind ofCode(String code) {
        for (var kind : values()) {
            if (kind.code.equals(code)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("No mapping kind " + code);
    }
}
