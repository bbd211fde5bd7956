package io.tieout.channels.edi;

import io.tieout.kernel.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One message of an interchange, without the segments that begin and end it.
 *
 * @param type such as {@code 852} or {@code SLSRPT}
 * @param version as the message or its group says it, such as {@code 004010} or {@code D96A}
 * @param group the group's control number; the functional identifier in front of it, such as {@code PD}
 */
public record EdiMessage(
        Standard standard,
        String type,
        String version,
        String sender,
        String receiver,
        String interchange,
        @Nullable String group,
        String control,
        List<EdiSegment> segments) {

    /** The two that are read. */
    public enum Standard {
        X12,
        EDIFACT
    }

    public EdiMessage {
        segments = List.copyOf(segments);
    }

    /** What makes it the same message when it comes again. */
    public String identity() {
        return String.join(":", sender, interchange, group == null ? "" : group, type, control);
    }

    public Optional<EdiSegment> first(String tag) {
        return all(tag).findFirst();
    }

    public EdiSegment demand(String tag) {
        return first(tag)
                .orElseThrow(() -> new ProblemException(
                        EdiProblem.SEGMENT_MISSING, "Message " + type + " " + control + " lacks the segment " + tag));
    }

    public Stream<EdiSegment> all(String tag) {
        return segments.stream().filter(segment -> segment.is(tag));
    }
}
