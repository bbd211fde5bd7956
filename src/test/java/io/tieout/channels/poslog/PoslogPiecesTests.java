package io.tieout.channels.poslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.kernel.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoslogPiecesTests {

    private static final String HEAD =
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><p:POSLog xmlns:p=\"http://www.nrf-arts.org/IXRetail/namespace/\""
                    + " xmlns:v=\"urn:vendor\" v:batch=\"a &amp; &quot;b&quot;\"><p:Header>no transaction</p:Header>";

    private record Cut(int only, String text) {}

    @Test
    void nothingOfATransactionIsLeftOut() throws IOException {
        var whole = HEAD
                + "<p:Transaction v:flag=\"x&lt;y\"><p:SequenceNumber>1</p:SequenceNumber><v:Own a=\"1\"><![CDATA[<&>]]> Grüße</v:Own></p:Transaction>"
                + "</p:POSLog>";

        var piece = cut(whole.getBytes(StandardCharsets.ISO_8859_1), List.of(0), 200)
                .getFirst();

        assertThat(piece.only).isZero();
        assertThat(piece.text)
                .contains("xmlns:v=\"urn:vendor\"")
                .contains("v:batch=\"a &amp; &quot;b&quot;\"")
                .contains("v:flag=\"x&lt;y\"")
                .contains("<v:Own a=\"1\">&lt;&amp;&gt; Grüße</v:Own>");
        try (var before = PoslogFile.open(new ByteArrayInputStream(whole.getBytes(StandardCharsets.ISO_8859_1)));
                var after = PoslogFile.open(stream(piece.text))) {
            assertThat(after.next()).isEqualTo(before.next());
            assertThat(after.next()).isEmpty();
        }
    }

    @Test
    void thoseInTroubleAreAloneAndTheOthersStayTogether() throws IOException {
        var pieces = cut(file(5), List.of(1, 3), 200);

        assertThat(pieces).extracting(Cut::only).containsExactly(1, 3, -1);
        assertThat(sequences(pieces.get(2).text)).containsExactly("0", "2", "4");
        assertThat(sequences(pieces.get(0).text)).containsExactly("1");
    }

    @Test
    void aLongFileIsCutIntoPiecesThatFit() throws IOException {
        var pieces = cut(file(7), List.of(), 3);

        assertThat(pieces.stream().map(piece -> sequences(piece.text)))
                .containsExactly(List.of("0", "1", "2"), List.of("3", "4", "5"), List.of("6"));
    }

    @Test
    void aFileThatBreaksOffIsNotCut() {
        var broken = new String(file(3), StandardCharsets.UTF_8).replace("</POSLog>", "<Transaction>");

        assertThatThrownBy(() -> cut(broken.getBytes(StandardCharsets.UTF_8), List.of(), 2))
                .isInstanceOf(ProblemException.class);
    }

    private static List<Cut> cut(byte[] file, List<Integer> alone, int together) throws IOException {
        var cuts = new ArrayList<Cut>();
        PoslogPieces.cut(
                new ByteArrayInputStream(file),
                alone::contains,
                together,
                (only, piece) -> cuts.add(new Cut(only, new String(piece, StandardCharsets.UTF_8))));
        return cuts;
    }

    private static List<String> sequences(String text) {
        var found = new ArrayList<String>();
        try (var file = PoslogFile.open(stream(text))) {
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                found.add(next.get().text("SequenceNumber").orElseThrow());
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return found;
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] file(int transactions) {
        return IntStream.range(0, transactions)
                .mapToObj(number ->
                        "<Transaction><SequenceNumber>" + number + "</SequenceNumber><!-- kept --></Transaction>")
                .collect(Collectors.joining("", "<POSLog>", "</POSLog>"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
