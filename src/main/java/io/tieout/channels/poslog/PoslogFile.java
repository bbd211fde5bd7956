package io.tieout.channels.poslog;

import io.tieout.channels.ChannelProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A POSLog read receipt by receipt, never whole; without document types, entities, or anything of unbounded size. */
final class PoslogFile implements AutoCloseable {

    static final String TRANSACTION = "Transaction";
    private static final String NAMESPACE = "http://www.nrf-arts.org/IXRetail/namespace/";
    private static final int DEPTH_MAX = 60;
    static final int PARTS_PER_RECEIPT_MAX = 200_000;
    private static final int TEXT_LENGTH_MAX = 1_000_000;
    static final XMLInputFactory FACTORY = factory();

    private final InputStream stream;
    private final XMLStreamReader xml;
    private int parts;
    private int partsOfAll;
    private boolean begun;

    private PoslogFile(InputStream stream, XMLStreamReader xml) {
        this.stream = stream;
        this.xml = xml;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    static PoslogFile open(InputStream stream) {
        try {
            return new PoslogFile(stream, FACTORY.createXMLStreamReader(stream));
        } catch (XMLStreamException malformed) {
            throw notWellFormed(malformed);
        }
    }

    /** How many elements the transactions so far have had. */
    int elements() {
        return partsOfAll;
    }

    /** The next transaction, or empty at the end. */
    Optional<XmlPart> next() {
        try {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw doctype();
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (!begun) {
                            begin();
                        } else {
                            parts = 0;
                            var part = part(1);
                            if (part.ours() && part.name().equals(TRANSACTION)) {
                                partsOfAll += parts;
                                return Optional.of(part);
                            }
                        }
                    }
                    default -> {}
                }
            }
            return Optional.empty();
        } catch (XMLStreamException malformed) {
            throw notWellFormed(malformed);
        }
    }

    private void begin() {
        begun = true;
        if (!xml.getLocalName().equals("POSLog")) {
            throw new ProblemException(
                    PoslogProblem.NOT_POSLOG, "The root element is " + xml.getLocalName() + ", not POSLog");
        }
    }

    private XmlPart part(int depth) throws XMLStreamException {
        if (depth > DEPTH_MAX || ++parts > PARTS_PER_RECEIPT_MAX) {
            throw tooLarge("A receipt has at most " + PARTS_PER_RECEIPT_MAX + " elements, " + DEPTH_MAX + " deep");
        }
        var name = xml.getLocalName();
        var namespace = xml.getNamespaceURI();
        var ours = ours(namespace);
        Map<String, String> attributes = new HashMap<>();
        for (var index = 0; index < xml.getAttributeCount(); index++) {
            if (xml.getAttributeNamespace(index) == null
                    || xml.getAttributeNamespace(index).isEmpty()) {
                attributes.put(xml.getAttributeLocalName(index), xml.getAttributeValue(index));
            }
        }
        var text = new StringBuilder();
        List<XmlPart> children = new ArrayList<>();
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(part(depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    text.append(xml.getText());
                    if (text.length() > TEXT_LENGTH_MAX) {
                        throw tooLarge(name + " has more than " + TEXT_LENGTH_MAX + " characters");
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.DTD -> throw doctype();
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlPart(name, ours, attributes, text.toString().strip(), children);
                }
                default -> {}
            }
        }
    }

    static boolean ours(@Nullable String namespace) {
        return namespace == null || namespace.isEmpty() || namespace.equals(NAMESPACE);
    }

    private ProblemException doctype() {
        var place = xml.getLocation();
        return new ProblemException(
                ChannelProblem.XML_DOCTYPE_REFUSED,
                "The file has a document type or an entity",
                List.of(new Place(
                        "line " + place.getLineNumber() + ", column " + place.getColumnNumber(),
                        "Only plain XML is read")));
    }

    private static ProblemException tooLarge(String detail) {
        return new ProblemException(PoslogProblem.TOO_LARGE, detail);
    }

    static ProblemException notWellFormed(XMLStreamException malformed) {
        var place = malformed.getLocation();
        var where =
                place == null ? "" : " (line " + place.getLineNumber() + ", column " + place.getColumnNumber() + ")";
        return new ProblemException(PoslogProblem.NOT_WELL_FORMED, "The file cannot be read as XML" + where, malformed);
    }

    @Override
    public void close() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException failure) {
            throw new IOException(failure);
        } finally {
            stream.close();
        }
    }
}
