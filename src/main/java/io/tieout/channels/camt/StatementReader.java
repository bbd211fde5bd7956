package io.tieout.channels.camt;

import io.tieout.channels.ChannelProblem;
import io.tieout.channels.moneyfile.MoneyFileProblem;
import io.tieout.kernel.ProblemException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads camt.053 of any version: elements are told by their local names, which kept their meaning from version 2 to 12. No
 * document type and no entity is accepted. One statement at a time is in memory.
 */
final class StatementReader {

    private static final String STATEMENTS = "BkToCstmrStmt";
    private static final int DEPTH_MAX = 40;
    private static final int TEXT_LENGTH_MAX = 20_000;
    private static final int STATEMENTS_MAX = 1_000;

    private StatementReader() {}

    static List<Element> read(InputStream bytes) {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            var reader = factory.createXMLStreamReader(bytes);
            try {
                return statements(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException malformed) {
            var at = malformed.getLocation();
            throw new ProblemException(
                    MoneyFileProblem.STATEMENT_UNREADABLE,
                    "Malformed XML at line " + (at == null ? "?" : at.getLineNumber()) + ", column "
                            + (at == null ? "?" : at.getColumnNumber()),
                    malformed);
        }
    }

    private static List<Element> statements(XMLStreamReader reader) throws XMLStreamException {
        var statements = new ArrayList<Element>();
        var kindSeen = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw doctype();
                case XMLStreamConstants.START_ELEMENT -> {
                    var name = reader.getLocalName();
                    if (name.equals("Stmt")) {
                        if (statements.size() == STATEMENTS_MAX) {
                            throw new ProblemException(
                                    MoneyFileProblem.STATEMENT_UNREADABLE,
                                    "The file has more than " + STATEMENTS_MAX + " statements");
                        }
                        statements.add(element(reader, 0));
                    } else if (name.equals(STATEMENTS)) {
                        kindSeen = true;
                    } else if (!kindSeen && !name.equals("Document")) {
                        throw new ProblemException(
                                MoneyFileProblem.STATEMENT_KIND_UNSUPPORTED,
                                "The document is a " + (name.length() > 60 ? name.substring(0, 60) : name));
                    }
                }
                default -> {}
            }
        }
        if (!kindSeen || statements.isEmpty()) {
            throw new ProblemException(MoneyFileProblem.STATEMENT_UNREADABLE, "The file has no statement");
        }
        return statements;
    }

    private static Element element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEPTH_MAX) {
            throw new ProblemException(
                    MoneyFileProblem.STATEMENT_UNREADABLE, "Elements are nested deeper than " + DEPTH_MAX);
        }
        var name = reader.getLocalName();
        var currency = reader.getAttributeValue(null, "Ccy");
        var line = reader.getLocation().getLineNumber();
        var children = new ArrayList<Element>();
        var text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.END_ELEMENT -> {
                    return new Element(
                            name,
                            currency == null ? "" : currency,
                            text.toString().strip(),
                            line,
                            children);
                }
                case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() + reader.getTextLength() > TEXT_LENGTH_MAX) {
                        throw new ProblemException(
                                MoneyFileProblem.STATEMENT_UNREADABLE, "The text of " + name + " is too long");
                    }
                    text.append(reader.getText());
                }
                case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.DTD -> throw doctype();
                default -> {}
            }
        }
        throw new XMLStreamException("The document ends inside " + name);
    }

    private static ProblemException doctype() {
        return new ProblemException(ChannelProblem.XML_DOCTYPE_REFUSED, "The file has a document type or an entity");
    }
}
