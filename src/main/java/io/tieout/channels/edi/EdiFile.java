package io.tieout.channels.edi;

import io.tieout.channels.edi.EdiMessage.Standard;
import io.tieout.kernel.ProblemException;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of one or more interchanges, read message by message, never whole. Whatever counts and numbers its envelopes have are
 * compared with what is there; the first that differs refuses the file, so a caller reads to the end before it books anything.
 */
public final class EdiFile implements AutoCloseable {

    private static final int SEGMENTS_MAX = 200_000;
    private static final int ELEMENT_LENGTH_MAX = 100_000;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};
    private static final EDIInputFactory FACTORY = factory();

    private final EDIStreamReader reader;
    private final Envelopes envelopes = new Envelopes();
    private boolean any;

    private EdiFile(EDIStreamReader reader) {
        this.reader = reader;
    }

    private static EDIInputFactory factory() {
        var factory = EDIInputFactory.newFactory();
        // counts and numbers are compared here, in words that name both figures
        factory.setProperty(EDIInputFactory.EDI_VALIDATE_CONTROL_STRUCTURE, "false");
        factory.setProperty(EDIInputFactory.EDI_VALIDATE_CONTROL_CODE_VALUES, "false");
        return factory;
    }

    public static EdiFile open(InputStream stream, Charset charset) throws IOException {
        var in = new BufferedInputStream(stream);
        in.mark(BYTE_ORDER_MARK.length);
        for (var mark : BYTE_ORDER_MARK) {
            if (in.read() != mark) {
                in.reset();
                break;
            }
        }
        try {
            return new EdiFile(FACTORY.createEDIStreamReader(in, charset.name()));
        } catch (EDIStreamException unknown) {
            throw new ProblemException(EdiProblem.CHARSET, "The character set " + charset + " is not known", unknown);
        }
    }

    /** The next message; empty at the end. */
    public Optional<EdiMessage> next() throws IOException {
        try {
            while (reader.hasNext()) {
                if (reader.next() == EDIStreamEvent.START_SEGMENT) {
                    var segment = segment();
                    any |= segment.is("ISA") || segment.is("UNB");
                    var message = envelopes.take(segment);
                    if (message.isPresent()) {
                        return message;
                    }
                }
            }
        } catch (EDIStreamException broken) {
            if (broken.getCause() instanceof java.nio.charset.CharacterCodingException) {
                throw new ProblemException(EdiProblem.CHARSET, place(broken), broken);
            }
            throw new ProblemException(any ? EdiProblem.TRUNCATED : EdiProblem.UNREADABLE, place(broken), broken);
        } catch (IllegalStateException | IllegalArgumentException broken) {
            throw new ProblemException(EdiProblem.UNREADABLE, "The file cannot be read as EDI", broken);
        }
        envelopes.demandClosed(any);
        return Optional.empty();
    }

    private static String place(EDIStreamException broken) {
        var at = broken.getLocation();
        return at == null
                ? "The file cannot be read as EDI: " + broken.getMessage()
                : "The file cannot be read as EDI from line " + at.getLineNumber() + ", column " + at.getColumnNumber()
                        + " on";
    }

    private EdiSegment segment() throws EDIStreamException {
        var tag = reader.getText();
        var elements = new ArrayList<List<String>>();
        List<String> composite = null;
        while (true) {
            switch (reader.next()) {
                case START_COMPOSITE -> composite = new ArrayList<>();
                case END_COMPOSITE -> {
                    elements.add(composite == null ? List.of() : List.copyOf(composite));
                    composite = null;
                }
                case ELEMENT_DATA -> add(elements, composite, tag);
                case END_SEGMENT -> {
                    return new EdiSegment(tag, elements);
                }
                case START_SEGMENT, START_TRANSACTION, END_TRANSACTION, START_INTERCHANGE, END_INTERCHANGE ->
                    throw new ProblemException(EdiProblem.UNREADABLE, "Segment " + tag + " has no end");
                default -> {}
            }
        }
    }

    private void add(List<List<String>> elements, @Nullable List<String> composite, String tag) {
        if (reader.getTextLength() > ELEMENT_LENGTH_MAX) {
            throw new ProblemException(
                    EdiProblem.TOO_LARGE, "Segment " + tag + " has more than " + ELEMENT_LENGTH_MAX + " characters");
        }
        if (composite == null) {
            elements.add(List.of(reader.getText()));
        } else {
            composite.add(reader.getText());
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** What is open, and what was counted of it. */
    private static final class Envelopes {

        private @Nullable EdiSegment interchange;
        private @Nullable EdiSegment group;
        private @Nullable EdiSegment message;
        private List<EdiSegment> segments = new ArrayList<>();
        private int groups;
        private int messagesOfGroup;
        private int messages;

        Optional<EdiMessage> take(EdiSegment segment) {
            switch (segment.tag()) {
                case "ISA", "UNB" -> {
                    demandClosed(true);
                    interchange = segment;
                    groups = 0;
                    messages = 0;
                }
                case "GS", "UNG" -> {
                    group = segment;
                    groups++;
                    messagesOfGroup = 0;
                }
                case "ST", "UNH" -> {
                    if (message != null) {
                        throw truncated(segment);
                    }
                    message = segment;
                    segments = new ArrayList<>();
                    messages++;
                    messagesOfGroup++;
                }
                case "SE", "UNT" -> {
                    return Optional.of(end(segment));
                }
                case "GE", "UNE" -> endGroup(segment);
                case "IEA", "UNZ" -> endInterchange(segment);
                case "UNA" -> {}
                default -> within(segment);
            }
            return Optional.empty();
        }

        private void within(EdiSegment segment) {
            if (message == null) {
                // what an interchange says of itself, such as ISB or TA1, is of no matter here
                return;
            }
            if (segments.size() == SEGMENTS_MAX) {
                throw new ProblemException(
                        EdiProblem.TOO_LARGE, "A message has more than " + SEGMENTS_MAX + " segments");
            }
            segments.add(segment);
        }

        private EdiMessage end(EdiSegment trailer) {
            var begun = message;
            var envelope = interchange;
            if (begun == null || envelope == null) {
                throw trailer.problem(EdiProblem.TRUNCATED, "ends a message that did not begin");
            }
            message = null;
            var x12 = begun.is("ST");
            count(trailer, 1, segments.size() + 2, "segments");
            var control = begun.demand(x12 ? 2 : 1);
            same(trailer, 2, control);
            var open = group;
            return new EdiMessage(
                    x12 ? Standard.X12 : Standard.EDIFACT,
                    begun.demand(x12 ? 1 : 2),
                    x12
                            ? open == null ? "" : open.at(8).orElse("")
                            : begun.at(2, 2).orElse("") + begun.at(2, 3).orElse(""),
                    envelope.at(x12 ? 6 : 2).orElse(""),
                    envelope.at(x12 ? 8 : 3).orElse(""),
                    envelope.demand(x12 ? 13 : 5),
                    open == null ? null : open.at(x12 ? 6 : 5).orElse(""),
                    control,
                    segments);
        }

        private void endGroup(EdiSegment trailer) {
            demandNoMessage(trailer);
            var begun = group;
            if (begun == null) {
                throw trailer.problem(EdiProblem.TRUNCATED, "ends a group that did not begin");
            }
            count(trailer, 1, messagesOfGroup, "messages of the group");
            same(trailer, 2, begun.demand(begun.is("GS") ? 6 : 5));
            group = null;
        }

        private void endInterchange(EdiSegment trailer) {
            demandNoMessage(trailer);
            var begun = interchange;
            if (begun == null) {
                throw trailer.problem(EdiProblem.TRUNCATED, "ends an interchange that did not begin");
            }
            if (group != null) {
                throw trailer.problem(EdiProblem.TRUNCATED, "comes before the end of the group");
            }
            count(trailer, 1, groups > 0 ? groups : messages, groups > 0 ? "groups" : "messages");
            same(trailer, 2, begun.demand(begun.is("ISA") ? 13 : 5));
            interchange = null;
        }

        private void demandNoMessage(EdiSegment trailer) {
            if (message != null) {
                throw truncated(trailer);
            }
        }

        private static ProblemException truncated(EdiSegment segment) {
            return segment.problem(EdiProblem.TRUNCATED, "comes before the end of the message");
        }

        private static void count(EdiSegment trailer, int element, int counted, String what) {
            var said = trailer.decimal(element, 1);
            if (said.intValue() != counted) {
                throw trailer.problem(EdiProblem.CONTROL_COUNT, "says " + said + " " + what + ", there are " + counted);
            }
        }

        private static void same(EdiSegment trailer, int element, String begun) {
            var ends = trailer.demand(element);
            if (!ends.equals(begun)) {
                throw trailer.problem(EdiProblem.CONTROL_NUMBER, "says " + ends + ", its header " + begun);
            }
        }

        void demandClosed(boolean any) {
            if (interchange != null || message != null || group != null) {
                throw new ProblemException(EdiProblem.TRUNCATED, "The file ends before its interchange does");
            }
            if (!any) {
                throw new ProblemException(EdiProblem.UNREADABLE, "The file has no interchange");
            }
        }
    }
}
