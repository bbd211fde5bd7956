package io.tieout.ui.channels;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.tieout.channels.AdapterDefinition;
import io.tieout.channels.AdapterDefinition.Kind;
import io.tieout.channels.AdapterDefinition.Sample;
import io.tieout.channels.AdapterTrial;
import io.tieout.channels.DeclarativeAdapters;
import io.tieout.kernel.ProblemException;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sample on the left, expression in the middle, what comes of it on the right; one kind and one sample at a time. */
final class AdapterEditor extends Div {

    private static final String TALL = "26rem";

    private final transient DeclarativeAdapters adapters;
    private final boolean readOnly;
    private final Select<String> kinds = new Select<>();
    private final Select<String> samples = new Select<>();
    private final TextField newKind = new TextField("Name of a new kind");
    private final TextField sampleName = new TextField("Sample's name");
    private final TextArea payload = new TextArea("The partner's message");
    private final TextArea expression = new TextArea("JSONata");
    private final Div outcome = new Div();
    private transient AdapterDefinition definition;
    private String kind;
    private @Nullable String sample;

    AdapterEditor(DeclarativeAdapters adapters, AdapterDefinition definition, boolean readOnly) {
        this.adapters = adapters;
        this.definition = definition;
        this.readOnly = readOnly;
        this.kind = definition.kinds().getFirst().name();
        for (var area : List.of(payload, expression)) {
            area.setHeight(TALL);
            area.setReadOnly(readOnly);
            area.getElement().setAttribute("spellcheck", "false");
        }
        payload.setHelperText("Samples are kept and shown to everybody here: no real persons");
        sampleName.setReadOnly(readOnly);
        sampleName.setWidthFull();
        kinds.setLabel("Kind of message");
        samples.setLabel("Sample");
        kinds.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                keepFields();
                kind = change.getValue();
                sample = null;
                showKind();
            }
        });
        samples.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                keepFields();
                sample = change.getValue();
                showSample();
            }
        });
        outcome.setMinHeight(TALL);
        outcome.getElement().setAttribute("role", "status");
        var evaluate = new Button("Evaluate", _ -> evaluate());
        evaluate.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var columns = new Div(
                new Div(samples, sampleName, payload, leftButtons()),
                new Div(kinds, middleButtons(), expression),
                new Div(evaluate, outcome));
        columns.addClassName("three-columns");
        add(columns);
        showKind();
    }

    private Div leftButtons() {
        var buttons = new Div();
        buttons.addClassName("form-row");
        if (!readOnly) {
            buttons.add(
                    new Button("Add a sample", _ -> Actions.run("Added.", this::addSample)),
                    new Button("Remove it", _ -> Actions.run("Removed.", this::removeSample)));
        }
        return buttons;
    }

    private Div middleButtons() {
        var buttons = new Div();
        buttons.addClassName("form-row");
        if (!readOnly) {
            buttons.add(newKind, new Button("Add a kind", _ -> Actions.run("Added.", this::addKind)));
        }
        return buttons;
    }

    private Kind current() {
        return definition.kind(kind).orElseThrow();
    }

    private @Nullable Sample currentSample() {
        return definition.samples().stream()
                .filter(each -> each.name().equals(sample))
                .findFirst()
                .orElse(null);
    }

    private void showKind() {
        kinds.setItems(definition.kinds().stream().map(Kind::name).toList());
        kinds.setValue(kind);
        expression.setValue(current().expression());
        if (sample == null) {
            sample = definition.samplesOf(kind).stream()
                    .findFirst()
                    .map(Sample::name)
                    .orElse(null);
        }
        showSample();
    }

    private void showSample() {
        samples.setItems(definition.samplesOf(kind).stream().map(Sample::name).toList());
        var shown = currentSample();
        samples.setValue(shown == null ? null : shown.name());
        sampleName.setValue(shown == null ? "" : shown.name());
        payload.setValue(shown == null ? "" : shown.payload().toPrettyString());
        outcome.removeAll();
        if (shown != null) {
            outcome.add(new Span("Expected:"), json(shown.expected()));
        }
    }

    /** The definition with what stands in the fields. @throws ProblemException where the payload is no JSON */
    AdapterDefinition value() {
        keepFields();
        var shown = currentSample();
        if (shown != null && !readOnly) {
            var read = DeclarativeAdapters.readPayload(payload.getValue());
            replace(shown, new Sample(shown.name(), kind, read, shown.expected()));
        }
        return definition;
    }

    /** Takes over what can be taken over while the payload may still be half typed. */
    private void keepFields() {
        if (readOnly) {
            return;
        }
        var changed = new ArrayList<Kind>();
        for (var each : definition.kinds()) {
            changed.add(
                    each.name().equals(kind)
                            ? new Kind(kind, expression.getValue(), each.recognition(), each.knownFields())
                            : each);
        }
        definition = with(changed, definition.samples());
        var shown = currentSample();
        var name = sampleName.getValue().strip();
        if (shown != null && !name.isEmpty()) {
            replace(shown, new Sample(name, kind, readOr(shown.payload()), shown.expected()));
            sample = name;
        }
    }

    private JsonNode readOr(JsonNode before) {
        try {
            return DeclarativeAdapters.readPayload(payload.getValue());
        } catch (ProblemException halfTyped) {
            return before;
        }
    }

    private void replace(Sample before, Sample after) {
        definition = with(
                definition.kinds(),
                definition.samples().stream()
                        .map(each -> each == before ? after : each)
                        .toList());
    }

    private AdapterDefinition with(List<Kind> kindsNow, List<Sample> samplesNow) {
        return new AdapterDefinition(
                definition.code(), definition.title(), definition.signature(), kindsNow, samplesNow);
    }

    private void addKind() {
        keepFields();
        var name = newKind.getValue().strip();
        var all = new ArrayList<>(definition.kinds());
        all.add(new Kind(name, "{\"refuse\": \"Not written yet\"}", null, List.of()));
        definition = DeclarativeAdapters.read(DeclarativeAdapters.write(with(all, definition.samples())));
        kind = name;
        sample = null;
        newKind.clear();
        showKind();
    }

    private void addSample() {
        keepFields();
        var json = JsonMapper.shared();
        var all = new ArrayList<>(definition.samples());
        var name = "sample " + (all.size() + 1);
        all.add(new Sample(
                name, kind, json.createObjectNode(), json.createObjectNode().put("ignore", "Not evaluated yet")));
        definition = DeclarativeAdapters.read(DeclarativeAdapters.write(with(definition.kinds(), all)));
        sample = name;
        showSample();
    }

    private void removeSample() {
        var gone = currentSample();
        if (gone != null) {
            definition = with(
                    definition.kinds(),
                    definition.samples().stream().filter(each -> each != gone).toList());
            sample = null;
            showKind();
        }
    }

    private void evaluate() {
        outcome.removeAll();
        try {
            show(adapters.attempt(value(), kind, DeclarativeAdapters.readPayload(payload.getValue())));
        } catch (ProblemException refused) {
            outcome.add(new StatusChip(Status.BLOCKED, refused.type().title()), new Span(refused.getMessage()));
            var places = new UnorderedList();
            refused.places()
                    .forEach(place -> places.add(new ListItem((place.line() == null
                                    ? place.pointer()
                                    : "line " + place.line() + ", column " + place.column())
                            + " " + place.detail())));
            outcome.add(places);
        }
    }

    private void show(AdapterTrial trial) {
        outcome.add(new StatusChip(Status.DONE, "Makes: " + trial.command()), json(trial.result()));
        trial.warnings().forEach(warning -> outcome.add(new StatusChip(Status.NEEDS_YOU, warning)));
        if (!trial.unknownFields().isEmpty()) {
            outcome.add(new Span("Fields that no sample has: " + String.join(", ", trial.unknownFields())));
        }
        var shown = currentSample();
        if (shown == null) {
            return;
        }
        if (shown.expected().equals(trial.result())) {
            outcome.add(new StatusChip(Status.DONE, "As expected"));
        } else {
            outcome.add(new Span("Expected:"), json(shown.expected()));
            if (!readOnly) {
                outcome.add(new Button(
                        "Expect this result",
                        _ -> Actions.run("Expected from now on; save it.", () -> {
                            keepFields();
                            var now = currentSample();
                            if (now != null) {
                                replace(now, new Sample(now.name(), kind, now.payload(), trial.result()));
                                showSample();
                            }
                        })));
            }
        }
    }

    private static Pre json(JsonNode node) {
        var text = new Pre(node.toPrettyString());
        text.addClassName("payload");
        text.getElement().setAttribute("tabindex", "0");
        return text;
    }
}
