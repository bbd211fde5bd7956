package io.tieout.channels.warehouse;

import io.tieout.kernel.ProblemType;

/** What can be wrong with what a warehouse did. */
enum WarehouseProblem implements ProblemType {
    SHORT_SHIPPED(
            "warehouse.short-shipped",
            "The warehouse shipped less than was ordered",
            "Decide what becomes of the rest: ship it from elsewhere, or cancel it.");

    private final String code;
    private final String title;
    private final String advice;

    WarehouseProblem(String code, String title, String advice) {
        this.code = code;
        this.title = title;
        this.advice = advice;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return 409;
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
