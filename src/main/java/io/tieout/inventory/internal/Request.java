package io.tieout.inventory.internal;

import io.tieout.inventory.ReserveStock;
import io.tieout.kernel.BusinessKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to reserve, its bundles taken apart. */
record Request(ReserveStock asked, List<WantedLine> lines) {

    BusinessKey key() {
        return asked.key();
    }

    @Nullable
    Instant expiresAt() {
        return asked.expiresAt();
    }
}
