package io.tieout.channels;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A marketplace or shop described instead of programmed: how its messages are signed and recognised, and for each kind one
 * JSONata expression that makes a canonical command of the partner's JSON. Its samples are its tests, and the fields that
 * they have are those the partner is known to send.
 *
 * @param code what a connection's {@code adapter} names
 * @param signature null where messages come with a bearer key instead
 */
public record AdapterDefinition(
        String code, String title, @Nullable Signature signature, List<Kind> kinds, List<Sample> samples) {

    public AdapterDefinition {
        kinds = List.copyOf(kinds);
        samples = List.copyOf(samples);
    }

    public Optional<Kind> kind(String name) {
        return kinds.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    public List<Sample> samplesOf(String kind) {
        return samples.stream().filter(sample -> sample.kind().equals(kind)).toList();
    }

    /**
     * A keyed hash over the raw body.
     *
     * @param algorithm {@code HMAC-SHA256}, {@code HMAC-SHA384} or {@code HMAC-SHA512}
     * @param encoding {@code base64}, {@code base64url} or {@code hex}
     * @param prefix what stands before the hash in the header, such as {@code sha256=}; may be empty
     * @param secret the name of the connection's secret
     */
    public record Signature(String header, String algorithm, String encoding, String prefix, String secret) {}

    /**
     * A kind of message.
     *
     * @param name as in {@code POST /in/{connection}/{kind}}
     * @param expression JSONata; makes an object with one member that names the command, such as {@code {"order": {...}}}
     * @param recognition null: messages are known by their content only, and their order does not matter
     * @param knownFields fields that the partner documents beyond those of the samples: per line a path, a colon, the fields
     *     below it; {@code *} after a field means that whatever is below it is known
     */
    public record Kind(
            String name, String expression, @Nullable Recognition recognition, List<String> knownFields) {

        public Kind {
            knownFields = List.copyOf(knownFields);
        }
    }

    /**
     * How a message is known before it is understood. Names are of fields at the top of the document, or within one of the
     * objects that {@code within} names.
     *
     * @param object what the message is about, {@code order} or {@code return}: such messages keep their order
     * @param objectField the field with that object's number
     * @param identityHeader the header with the message's own number
     * @param identityField the field with the message's own number; without both the content is the identity
     * @param versionField which of two messages of one identity is the newer
     */
    public record Recognition(
            @Nullable String object,
            @Nullable String objectField,
            @Nullable String identityHeader,
            @Nullable String identityField,
            @Nullable String versionField,
            List<String> within) {

        public Recognition {
            within = List.copyOf(within);
        }
    }

    /**
     * A payload of the partner's and what must become of it.
     *
     * @param expected the whole result, or {@code {"refused": "<code>"}}
     */
    public record Sample(String name, String kind, JsonNode payload, JsonNode expected) {}
}
