package io.tieout.channels.amazon;

import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.ProblemException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Amazon's processing report: JSON for listings, XML for orders. Only what it refuses is of interest.
 *
 * @param refused by the number of the message; 0 where Amazon does not name one
 */
record FeedReport(List<Refusal> refused) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int REFUSALS_MAX = 1_000;

    FeedReport {
        refused = List.copyOf(refused);
    }

    /** One message that Amazon refused. */
    record Refusal(long messageId, @Nullable String sku, String code, String message) {}

    static FeedReport read(String text) {
        var report = text.strip();
        if (report.startsWith("{")) {
            return listings(report);
        }
        if (report.startsWith("<")) {
            return envelope(report);
        }
        throw new ProblemException(InboxProblem.UNREADABLE, "The processing report is neither JSON nor XML");
    }

    private static FeedReport listings(String report) {
        try {
            var refused = new ArrayList<Refusal>();
            for (var issue : JSON.readTree(report).path("issues")) {
                if (issue.path("severity").asString("").equalsIgnoreCase("ERROR") && refused.size() < REFUSALS_MAX) {
                    var sku = issue.path("sku").asString("");
                    refused.add(new Refusal(
                            issue.path("messageId").asLong(0),
                            sku.isBlank() ? null : sku,
                            issue.path("code").asString("unknown"),
                            issue.path("message").asString("")));
                }
            }
            return new FeedReport(refused);
        } catch (JacksonException broken) {
            throw new ProblemException(
                    InboxProblem.UNREADABLE, "The processing report breaks off: " + broken.getOriginalMessage());
        }
    }

    private static FeedReport envelope(String report) {
        var refused = new ArrayList<Refusal>();
        try {
            var factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            var reader = factory.createXMLStreamReader(new StringReader(report));
            var result = new Fields();
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (reader.getLocalName().equals("Result")) {
                            result = new Fields();
                        }
                        result.text.setLength(0);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        result.text.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        result.end(reader.getLocalName());
                        if (reader.getLocalName().equals("Result")
                                && "Error".equalsIgnoreCase(result.resultCode)
                                && refused.size() < REFUSALS_MAX) {
                            refused.add(new Refusal(result.messageId, null, result.code, result.description));
                        }
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException broken) {
            throw new ProblemException(
                    InboxProblem.UNREADABLE, "The processing report is no well-formed XML: " + broken.getMessage());
        }
        return new FeedReport(refused);
    }

    /** What one Result says. */
    private static final class Fields {
        private final StringBuilder text = new StringBuilder();
        private long messageId;
        private String resultCode = "";
        private String code = "unknown";
        private String description = "";

        void end(String name) {
            var value = text.toString().strip();
            switch (name) {
                case "MessageID" -> messageId = value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
                case "ResultCode" -> resultCode = value;
                case "ResultMessageCode" -> code = value.isEmpty() ? "unknown" : value;
                case "ResultDescription" -> description = value;
                default -> {}
            }
            text.setLength(0);
        }
    }
}
