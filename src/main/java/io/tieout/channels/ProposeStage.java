package io.tieout.channels;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A store is to reach the hub in another way.
 *
 * @param from the first business date on which it holds
 * @param reason why; also why it is to be done although the feeds differ
 * @param despiteDifferences cuts over although the parity report does not say that it is safe
 */
public record ProposeStage(
        LocationCode store,
        StoreStage.Stage stage,
        LocalDate from,
        @Nullable ConnectionCode legacy,
        @Nullable ConnectionCode api,
        String reason,
        boolean despiteDifferences) {}
