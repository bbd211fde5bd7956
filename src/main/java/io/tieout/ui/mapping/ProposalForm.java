package io.tieout.ui.mapping;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import io.tieout.access.CurrentActor;
import io.tieout.channels.Connections;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.MappingSet;
import io.tieout.mapping.MappingSets;
import io.tieout.mapping.ProposeMapping;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Dates;
import io.tieout.ui.kit.Show;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proposes a set: typed in, or from a CSV file. Leads to the draft. */
final class ProposalForm {

    private static final int FILE_BYTES_MAX = 5_000_000;

    private final MappingSets sets;
    private final Connections connections;
    private final CurrentActor actor;
    private final Clock clock;

    ProposalForm(MappingSets sets, Connections connections, CurrentActor actor, Clock clock) {
        this.sets = sets;
        this.connections = connections;
        this.actor = actor;
        this.clock = clock;
    }

    /** @param code the first code to map; empty for none */
    void open(@Nullable MappingKind kind, String partner, String code) {
        var dialog = new Dialog("Propose a mapping");
        dialog.setWidth("min(46rem, 94vw)");
        var kinds = new Select<MappingKind>();
        kinds.setLabel("Kind");
        kinds.setItems(MappingKind.values());
        kinds.setItemLabelGenerator(each -> each == null ? "" : Show.words(each.code()));
        kinds.setValue(kind == null ? MappingKind.TAX_CODE : kind);
        var partners = new ComboBox<String>("Partner");
        var known = new ArrayList<String>();
        known.add(MappingSet.ANY_PARTNER);
        connections.list().forEach(connection -> known.add(connection.code().value()));
        if (!partner.isEmpty() && !known.contains(partner)) {
            known.add(partner);
        }
        partners.setItems(known);
        partners.setItemLabelGenerator(MappingsView::partner);
        partners.setValue(partner.isEmpty() ? MappingSet.ANY_PARTNER : partner);
        var from = Dates.picker("Valid from", LocalDate.now(clock));
        var note = new TextField("Why (for the one who approves)");
        note.setWidthFull();
        var entries = new Entries();
        entries.add(code, "");
        var head = new Div(kinds, partners, from);
        head.addClassName("form-row");
        var body = new Div(head, entries, note, csv(dialog, kinds, partners, from));
        body.addClassName("action-list");
        dialog.add(body);
        dialog.getFooter()
                .add(
                        new Button("Cancel", _ -> dialog.close()),
                        Actions.primary(
                                "Save draft",
                                actor,
                                MappingsView.MAY_PROPOSE,
                                "Saved as a draft; submit it next.",
                                () -> {
                                    var set = sets.propose(
                                            new ProposeMapping(
                                                    kinds.getValue(),
                                                    partners.getValue(),
                                                    from.getValue(),
                                                    entries.value(),
                                                    note.getValue().isBlank() ? null : note.getValue()),
                                            actor.get());
                                    dialog.close();
                                    show(set.id());
                                }));
        dialog.open();
    }

    private Upload csv(Dialog dialog, Select<MappingKind> kinds, ComboBox<String> partners, DatePicker from) {
        var ui = UI.getCurrent();
        var by = actor.get();
        var upload = new Upload(UploadHandler.inMemory((_, bytes) ->
                ui.access(() -> Actions.run("Imported as a draft; submit it next.", () -> {
                    var text = new String(bytes, StandardCharsets.UTF_8);
                    var set = sets.importCsv(
                            kinds.getValue(), partners.getValue(), from.getValue(), new StringReader(text), by);
                    dialog.close();
                    show(set.id());
                }))));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(FILE_BYTES_MAX);
        upload.setUploadButton(new Button("Import CSV instead (code,value)"));
        upload.setAcceptedFileExtensions(".csv");
        upload.setWidthFull();
        return upload;
    }

    private static void show(UUID set) {
        UI.getCurrent().navigate("mappings/" + set);
    }
}
