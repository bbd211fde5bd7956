package io.tieout.delivery.internal;

import io.tieout.delivery.PartnerMessage;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Wraps data in a CloudEvents 1.0 envelope (JSON event format, structured mode). */
@Component
public class Envelope {

    private final JsonMapper json;
    private final Environment environment;
    private volatile @Nullable String publicUrl;

    Envelope(JsonMapper json, Environment environment) {
        this.json = json;
        this.environment = environment;
    }

    String data(Draft draft) {
        return json.writeValueAsString(draft.data());
    }

    /**
     * The envelope but for its last member, {@code sequence}, and the closing brace: the number is taken by the statement
     * that stores the message, which appends both.
     */
    String head(UUID id, Draft draft, String data, String correlation) {
        var envelope = json.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id.toString())
                .put("source", "urn:tieout:entity:" + draft.entity())
                .put("type", draft.type().fullName())
                .put("subject", draft.key().value())
                .put("time", draft.at().toString())
                .put("datacontenttype", "application/json")
                .put("dataschema", schemaUrl(draft.type()))
                .put("correlationid", correlation);
        var text = envelope.toString();
        return text.substring(0, text.length() - 1) + ",\"data\":" + data;
    }

    /** As above, for a message of another module's own type, which has no public schema. */
    String head(UUID id, PartnerMessage message, String correlation) {
        var envelope = json.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id.toString())
                .put("source", "urn:tieout:entity:" + message.entity())
                .put("type", "io.tieout." + message.type() + ".v1")
                .put("subject", message.key().value())
                .put("time", message.at().toString())
                .put("datacontenttype", "application/json")
                .put("correlationid", correlation);
        var text = envelope.toString();
        return text.substring(0, text.length() - 1) + ",\"data\":" + message.data();
    }

    /** Where the schema of a type's data is served. */
    public String schemaUrl(EventType type) {
        return publicUrl() + "/api/v1/events/" + type.shortName() + "/schema";
    }

    /** Remembered once the port is known: to ask the environment is dear, and every message asks. */
    private String publicUrl() {
        var known = publicUrl;
        if (known != null) {
            return known;
        }
        var configured = environment.getProperty("tieout.public-url", "");
        var port = environment.getProperty("local.server.port");
        var url = configured.isBlank()
                ? "http://localhost:" + (port == null ? environment.getProperty("server.port", "8080") : port)
                : configured.replaceAll("/+$", "");
        if (port != null) {
            publicUrl = url;
        }
        return url;
    }
}
