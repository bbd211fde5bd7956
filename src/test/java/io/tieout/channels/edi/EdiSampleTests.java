package io.tieout.channels.edi;

import io.tieout.kernel.ProblemException;
import io.tieout.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every EDI file of the collection: what its envelopes come to, and what is in the messages that are read. */
class EdiSampleTests {

    @Test
    void everyFileHasExactlyTheOutcomeThatTheManifestSays() throws IOException {
        Samples.of("edi.csv", "edi/**").check(EdiSampleTests::outcome);
    }

    private static String outcome(byte[] payload) throws IOException {
        try {
            var messages = new ArrayList<String>();
            try (var file = EdiFile.open(new ByteArrayInputStream(payload), StandardCharsets.UTF_8)) {
                for (var next = file.next(); next.isPresent(); next = file.next()) {
                    messages.add(message(next.get()));
                }
            }
            return String.join(" | ", messages);
        } catch (ProblemException refused) {
            return "refused:" + refused.type().code();
        }
    }

    private static String message(EdiMessage message) {
        if (!ReportReader.TYPES.contains(message.type())) {
            return message.type() + " " + message.segments().size();
        }
        try {
            return message.type() + " "
                    + ReportReader.read(message).stream()
                            .map(report -> report.place() + " " + report.from() + ".." + report.to() + " "
                                    + report.lines().stream()
                                            .map(line -> line.items().getFirst() + " sold=" + line.sold() + " onHand="
                                                    + line.onHand() + " amount=" + line.amount())
                                            .collect(Collectors.joining(", ")))
                            .collect(Collectors.joining("; "));
        } catch (ProblemException refused) {
            return message.type() + " refused:" + refused.type().code();
        }
    }
}
