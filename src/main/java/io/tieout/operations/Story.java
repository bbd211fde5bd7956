package io.tieout.operations;

import io.tieout.kernel.TraceStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known under an identifier.
 *
 * @param subjects the business objects it names
 * @param awaited what must still come: {@code shipment}, {@code settlement}, {@code bank} and so on
 */
public record Story(String identifier, List<String> subjects, List<Step> steps, List<String> awaited) {

    /** One step, oldest first. */
    public record Step(
            Instant at,
            String what,
            String by,
            @Nullable UUID messageId,
            String subject,
            Map<String, String> detail,
            TraceStep.State state) {}
}
