package io.tieout.ui.channels;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.tieout.channels.AdapterDefinition;
import io.tieout.channels.AdapterDefinition.Kind;
import io.tieout.channels.AdapterDefinition.Recognition;
import io.tieout.channels.AdapterDefinition.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How messages are signed and recognised: what a partner's documentation says in a table. */
final class AdapterSettings extends Div {

    private static final String NOTHING = "nothing that must keep its order";

    private final TextField title = new TextField("Title");
    private final Checkbox signed = new Checkbox("The partner signs its messages (else they come with a bearer key)");
    private final TextField header = new TextField("Header");
    private final Select<String> algorithm = choice("Algorithm", List.of("HMAC-SHA256", "HMAC-SHA384", "HMAC-SHA512"));
    private final Select<String> encoding = choice("Written as", List.of("base64", "base64url", "hex"));
    private final TextField prefix = new TextField("Prefix");
    private final TextField secret = new TextField("Connection's secret");
    private final Map<String, KindFields> kinds = new LinkedHashMap<>();
    private final boolean readOnly;

    private record KindFields(
            Select<String> object,
            TextField objectField,
            TextField identityHeader,
            TextField identityField,
            TextField versionField,
            TextField within,
            TextArea knownFields) {}

    AdapterSettings(AdapterDefinition definition, boolean readOnly) {
        this.readOnly = readOnly;
        addClassName("action-list");
        title.setValue(definition.title());
        var signature = definition.signature();
        signed.setValue(signature != null);
        header.setValue(signature == null ? "" : signature.header());
        algorithm.setValue(signature == null ? "HMAC-SHA256" : signature.algorithm());
        encoding.setValue(signature == null ? "base64" : signature.encoding());
        prefix.setValue(signature == null ? "" : signature.prefix());
        secret.setValue(signature == null ? "webhook" : signature.secret());
        List.of(title, header, prefix, secret).forEach(field -> field.setReadOnly(readOnly));
        signed.setReadOnly(readOnly);
        algorithm.setReadOnly(readOnly);
        encoding.setReadOnly(readOnly);
        add(title, signed, row(header, algorithm, encoding, prefix, secret));
        definition.kinds().forEach(this::addKind);
    }

    private static Select<String> choice(String label, List<String> items) {
        var select = new Select<String>();
        select.setLabel(label);
        select.setItems(items);
        return select;
    }

    private static Div row(com.vaadin.flow.component.Component... fields) {
        var row = new Div(fields);
        row.addClassName("form-row");
        return row;
    }

    private void addKind(Kind kind) {
        var recognition = kind.recognition() == null
                ? new Recognition(null, null, null, null, null, List.of())
                : kind.recognition();
        var fields = new KindFields(
                choice("It is about", List.of(NOTHING, "order", "return")),
                field("Field with that number", recognition.objectField()),
                field("Header with the message's own number", recognition.identityHeader()),
                field("Field with the message's own number", recognition.identityField()),
                field("Field with its version", recognition.versionField()),
                field("Look into these objects", String.join(", ", recognition.within())),
                new TextArea("Documented fields that no sample has"));
        fields.object().setValue(recognition.object() == null ? NOTHING : recognition.object());
        fields.object().setReadOnly(readOnly);
        fields.knownFields().setValue(String.join("\n", kind.knownFields()));
        fields.knownFields()
                .setHelperText("Per line a path, a colon, the fields below it; * after a field: and all below");
        fields.knownFields().setReadOnly(readOnly);
        fields.knownFields().setWidthFull();
        kinds.put(kind.name(), fields);
        add(
                new Paragraph("How a message of kind " + kind.name() + " is recognised"),
                row(
                        fields.object(),
                        fields.objectField(),
                        fields.identityHeader(),
                        fields.identityField(),
                        fields.versionField(),
                        fields.within()),
                fields.knownFields());
    }

    private TextField field(String label, @Nullable String value) {
        var field = new TextField(label);
        field.setValue(value == null ? "" : value);
        field.setReadOnly(readOnly);
        return field;
    }

    /** The definition with what stands in these fields. */
    AdapterDefinition with(AdapterDefinition definition) {
        var changed = new ArrayList<Kind>();
        for (var kind : definition.kinds()) {
            var fields = kinds.get(kind.name());
            changed.add(
                    fields == null
                            ? kind
                            : new Kind(
                                    kind.name(),
                                    kind.expression(),
                                    recognition(fields),
                                    lines(fields.knownFields().getValue(), "\n")));
        }
        return new AdapterDefinition(
                definition.code(),
                title.getValue().isBlank()
                        ? definition.code()
                        : title.getValue().strip(),
                signature(),
                changed,
                definition.samples());
    }

    private @Nullable Signature signature() {
        return Boolean.TRUE.equals(signed.getValue())
                ? new Signature(
                        header.getValue().strip(),
                        algorithm.getValue(),
                        encoding.getValue(),
                        prefix.getValue(),
                        secret.getValue().strip())
                : null;
    }

    private static @Nullable Recognition recognition(KindFields fields) {
        var recognition = new Recognition(
                NOTHING.equals(fields.object().getValue())
                        ? null
                        : fields.object().getValue(),
                text(fields.objectField()),
                text(fields.identityHeader()),
                text(fields.identityField()),
                text(fields.versionField()),
                lines(fields.within().getValue(), ","));
        return recognition.equals(new Recognition(null, null, null, null, null, List.of())) ? null : recognition;
    }

    private static @Nullable String text(TextField field) {
        return field.getValue().isBlank() ? null : field.getValue().strip();
    }

    private static List<String> lines(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
