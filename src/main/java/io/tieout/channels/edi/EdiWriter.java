package io.tieout.channels.edi;

import io.tieout.channels.edi.EdiMessage.Standard;
import java.nio.charset.Charset;
import java.util.List;

/** Writes one message as an interchange of its own, with counts and numbers that agree. */
public final class EdiWriter {

    private static final String X12_TAKEN = "*~>\n\r";

    private final Charset charset;
    private final StringBuilder out = new StringBuilder();

    public EdiWriter(Charset charset) {
        this.charset = charset;
    }

    /** The message under the numbers that it came with. */
    public byte[] alone(EdiMessage message) {
        if (message.standard() == Standard.X12) {
            x12(message, "ZZ", "ZZ", "260101", "0000", "XX", "P");
        } else {
            edifact(message);
        }
        return out.toString().getBytes(charset);
    }

    /**
     * An X12 interchange as a partner expects it.
     *
     * @param date and {@code time} as an interchange has them: YYMMDD, HHMM
     * @param functional the group's identifier, such as {@code OW}
     * @param usage {@code P} or {@code T}
     */
    public byte[] interchange(
            EdiMessage message,
            String senderQualifier,
            String receiverQualifier,
            String date,
            String time,
            String functional,
            String usage) {
        x12(message, senderQualifier, receiverQualifier, date, time, functional, usage);
        return out.toString().getBytes(charset);
    }

    private void x12(
            EdiMessage message,
            String senderQualifier,
            String receiverQualifier,
            String date,
            String time,
            String functional,
            String usage) {
        var control = "%9s".formatted(message.interchange()).replace(' ', '0');
        var group = message.group() == null || message.group().isBlank() ? "1" : message.group();
        out.append("ISA*00*          *00*          *%s*%-15.15s*%s*%-15.15s*%s*%s*U*00401*%s*0*%s*>~\n"
                .formatted(
                        senderQualifier,
                        message.sender(),
                        receiverQualifier,
                        message.receiver(),
                        date,
                        time,
                        control,
                        usage));
        out.append("GS*%s*%s*%s*20%s*%s*%s*X*%s~\n"
                .formatted(
                        functional,
                        message.sender(),
                        message.receiver(),
                        date,
                        time,
                        group,
                        message.version().isBlank() ? "004010" : message.version()));
        out.append("ST*%s*%s~\n".formatted(message.type(), message.control()));
        message.segments().forEach(segment -> segment(segment, '*', ">", "~\n"));
        out.append("SE*%d*%s~\n".formatted(message.segments().size() + 2, message.control()));
        out.append("GE*1*%s~\nIEA*1*%s~\n".formatted(group, control));
    }

    private void edifact(EdiMessage message) {
        out.append("UNA:+.? '\nUNB+UNOC:3+%s+%s+260101:0000+%s'\n"
                .formatted(escaped(message.sender()), escaped(message.receiver()), escaped(message.interchange())));
        var version = message.version();
        out.append("UNH+%s+%s:%s:%s:UN'\n"
                .formatted(
                        escaped(message.control()),
                        message.type(),
                        version.isEmpty() ? "D" : version.substring(0, 1),
                        version.isEmpty() ? "96A" : version.substring(1)));
        message.segments().forEach(segment -> segment(segment, '+', ":", "'\n"));
        out.append("UNT+%d+%s'\n".formatted(message.segments().size() + 2, escaped(message.control())));
        out.append("UNZ+1+%s'\n".formatted(escaped(message.interchange())));
    }

    private void segment(EdiSegment segment, char delimiter, String component, String end) {
        out.append(segment.tag());
        var elements = trimmed(segment.elements());
        for (var element : elements) {
            out.append(delimiter);
            out.append(String.join(
                    component,
                    element.stream()
                            .map(text -> delimiter == '+' ? escaped(text) : plain(text))
                            .toList()));
        }
        out.append(end);
    }

    private static List<List<String>> trimmed(List<List<String>> elements) {
        var last = elements.size();
        while (last > 0 && elements.get(last - 1).stream().allMatch(String::isEmpty)) {
            last--;
        }
        return elements.subList(0, last);
    }

    /** X12 has no escape: a character that separates cannot be told. */
    private static String plain(String text) {
        var plain = new StringBuilder(text);
        for (var at = 0; at < plain.length(); at++) {
            if (X12_TAKEN.indexOf(plain.charAt(at)) >= 0) {
                plain.setCharAt(at, ' ');
            }
        }
        return plain.toString();
    }

    private static String escaped(String text) {
        return text.replaceAll("([?+:'])", "?$1");
    }
}
