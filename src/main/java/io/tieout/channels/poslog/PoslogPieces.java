package io.tieout.channels.poslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * Cuts a POSLog into smaller ones, each with the root element of the whole: nothing of a transaction is left out, what vendors
 * added included. Streams; holds one piece at a time, and the one of those that stay together.
 */
final class PoslogPieces {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    /** A piece is closed when it has so many elements, so that it always fits what is taken at once. */
    static final int ELEMENTS_MAX = 100_000;

    private final XMLStreamReader xml;
    private final Taker taker;
    private int index = -1;

    /** Takes the pieces. */
    interface Taker {
        /** @param only the index of the transaction that is alone in its piece; -1 where there may be several */
        void take(int only, byte[] piece);
    }

    private PoslogPieces(XMLStreamReader xml, Taker taker) {
        this.xml = xml;
        this.taker = taker;
    }

    /**
     * @param alone which transactions, counted from 0, get a piece of their own
     * @param together how many of the others at most go into one piece
     */
    static void cut(InputStream in, IntPredicate alone, int together, Taker taker) throws IOException {
        try {
            var xml = PoslogFile.FACTORY.createXMLStreamReader(in);
            try {
                new PoslogPieces(xml, taker).cut(alone, together);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException malformed) {
            throw PoslogFile.notWellFormed(malformed);
        }
    }

    private void cut(IntPredicate alone, int together) throws XMLStreamException {
        Piece shared = null;
        Root root = null;
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (root == null) {
                root = new Root(Tag.of(xml));
            } else if (!isTransaction()) {
                skip();
            } else if (alone.test(++index)) {
                var piece = new Piece(root);
                piece.copy(xml);
                taker.take(index, piece.bytes());
            } else {
                shared = shared == null ? new Piece(root) : shared;
                shared.copy(xml);
                if (shared.transactions == together || shared.elements >= ELEMENTS_MAX) {
                    taker.take(-1, shared.bytes());
                    shared = null;
                }
            }
        }
        if (shared != null) {
            taker.take(-1, shared.bytes());
        }
    }

    private boolean isTransaction() {
        return xml.getLocalName().equals(PoslogFile.TRANSACTION) && PoslogFile.ours(xml.getNamespaceURI());
    }

    private void skip() throws XMLStreamException {
        for (var depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }

    private record Root(Tag tag) {}

    private record Attribute(String name, String value) {}

    /** An element's start, names as they were written. */
    private record Tag(String name, List<Attribute> attributes) {

        static Tag of(XMLStreamReader xml) {
            var namespaces = Stream.iterate(0, index -> index < xml.getNamespaceCount(), index -> index + 1)
                    .map(index -> {
                        var prefix = xml.getNamespacePrefix(index);
                        var uri = xml.getNamespaceURI(index);
                        return new Attribute(
                                prefix == null || prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix,
                                uri == null ? "" : uri);
                    });
            var attributes = Stream.iterate(0, index -> index < xml.getAttributeCount(), index -> index + 1)
                    .map(index -> new Attribute(
                            name(xml.getAttributePrefix(index), xml.getAttributeLocalName(index)),
                            xml.getAttributeValue(index)));
            return new Tag(
                    name(xml.getPrefix(), xml.getLocalName()),
                    Stream.concat(namespaces, attributes).toList());
        }

        private static String name(String prefix, String local) {
            return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
        }

        void write(XMLStreamWriter out) throws XMLStreamException {
            out.writeStartElement(name);
            for (var attribute : attributes) {
                out.writeAttribute(attribute.name, attribute.value);
            }
        }
    }

    /** One of the smaller files, being written. */
    private static final class Piece {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final XMLStreamWriter out;
        private int transactions;
        private int elements;

        private Piece(Root root) throws XMLStreamException {
            out = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
            out.writeStartDocument("UTF-8", "1.0");
            root.tag.write(out);
        }

        /** Copies the element at whose start the reader stands, up to its end. */
        void copy(XMLStreamReader xml) throws XMLStreamException {
            transactions++;
            elements++;
            Tag.of(xml).write(out);
            for (var depth = 1; depth > 0; ) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        elements++;
                        Tag.of(xml).write(out);
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        out.writeEndElement();
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        out.writeCharacters(xml.getText());
                    case XMLStreamConstants.COMMENT -> out.writeComment(xml.getText());
                    default -> {}
                }
            }
        }

        byte[] bytes() throws XMLStreamException {
            out.writeEndElement();
            out.writeEndDocument();
            out.close();
            return bytes.toByteArray();
        }
    }
}
