package io.tieout.access;

import java.util.List;

/** Scopes of API clients. {@link #ADMIN} implies all others. A controller demands {@code hasAuthority('SCOPE_orders.read')}. */
public final class Scopes {

    public static final String ADMIN = "admin";

    /** Every scope there is but {@link #ADMIN}. */
    public static final List<String> ALL = List.of(
            "messages.write",
            "messages.read",
            "orders.write",
            "orders.read",
            "shipments.write",
            "returns.write",
            "returns.read",
            "inventory.write",
            "inventory.read",
            "settlements.write",
            "settlements.read",
            "journals.write",
            "journals.approve",
            "journals.read",
            "periods.write",
            "documents.read",
            "deliveries.write",
            "deliveries.read",
            "mappings.write",
            "mappings.approve",
            "mappings.read",
            "work-items.write",
            "work-items.read",
            "audit.read",
            "trace.read",
            "integrity.read",
            "config.write",
            "config.read",
            "metrics.read",
            "replays.write");

    private Scopes() {}
}
