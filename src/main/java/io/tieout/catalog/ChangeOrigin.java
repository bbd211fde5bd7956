package io.tieout.catalog;

import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import org.jspecify.annotations.Nullable;

/** Who says it. @param message the inbound message that it came in, if any */
public record ChangeOrigin(
        MasterSystem system,
        @Nullable ConnectionCode connection,
        @Nullable MessageId message,
        Actor by) {}
