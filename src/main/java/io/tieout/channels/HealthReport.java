package io.tieout.channels;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one connection stands.
 *
 * @param lastMessageAt when the newest message came
 * @param lastSuccessAt when a message was last processed, or a stream last fetched without trouble
 * @param waiting inbound messages not processed yet; {@code parked} wait for something; {@code failed} wait for a person
 * @param outboundWaiting commands on their way; {@code outboundDead} wait for a person
 * @param drainSeconds in about how long what waits outbound is gone within the call budget; null where no limit is known
 * @param commands the kinds that the partner is told of
 * @param novelties met in this adapter's messages and not acknowledged
 * @param unproven parts of the adapter that were never tried against the partner or its published schema
 */
public record HealthReport(
        String connection,
        String adapter,
        State state,
        boolean paused,
        @Nullable Instant lastMessageAt,
        @Nullable Instant lastSuccessAt,
        long waiting,
        @Nullable Instant oldestWaitingAt,
        long parked,
        long failed,
        long outboundWaiting,
        @Nullable Instant oldestOutboundAt,
        long outboundDead,
        @Nullable Long drainSeconds,
        Set<String> commands,
        List<CallBudget> budgets,
        List<PollStream> streams,
        List<Backfill> backfills,
        List<Novelty> novelties,
        List<Secret> secrets,
        List<String> unproven) {

    /** What to think of it at a glance. */
    public enum State {
        PAUSED,
        /** Something waits for a person. */
        NEEDS_YOU,
        /** Something is behind and goes on by itself. */
        WAITING,
        OK,
        /** Nothing was ever heard of it. */
        SILENT
    }

    /** A secret that the connection names. @param present whether it has a value */
    public record Secret(String name, boolean present) {}
}
