package io.tieout.ui.channels;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.channels.Backfill;
import io.tieout.channels.CallBudget;
import io.tieout.channels.ConnectionHealth;
import io.tieout.channels.Connections;
import io.tieout.channels.HealthReport;
import io.tieout.channels.Novelty;
import io.tieout.channels.PayloadDrift;
import io.tieout.channels.PollStream;
import io.tieout.channels.Polling;
import io.tieout.kernel.ConnectionCode;
import io.tieout.operations.Replays;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Figures;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.stream.Collectors;

/** How one connection stands, and what may be done about it. */
@Route("connections")
@PermitAll
class ConnectionView extends TieoutView implements HasUrlParameter<String> {

    static final List<String> MAY_ACT = List.of(Roles.INTEGRATION, Roles.OPERATIONS);

    private final transient ConnectionHealth health;
    private final transient Connections connections;
    private final transient Polling polling;
    private final transient PayloadDrift drift;
    private final transient Replays replays;
    private final transient CurrentActor actor;
    private final Div content = new Div();
    private ConnectionCode code = ConnectionCode.of("none");

    ConnectionView(
            ConnectionHealth health,
            Connections connections,
            Polling polling,
            PayloadDrift drift,
            Replays replays,
            CurrentActor actor) {
        super("Connection", "");
        this.health = health;
        this.connections = connections;
        this.polling = polling;
        this.drift = drift;
        this.replays = replays;
        this.actor = actor;
        content.addClassName("detail");
        add(content);
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        try {
            code = ConnectionCode.of(parameter);
        } catch (IllegalArgumentException noCode) {
            throw new NotFoundException(noCode.getMessage());
        }
        reload();
    }

    private void reload() {
        var report = health.of(code).orElseThrow(NotFoundException::new);
        setHead(
                report.connection(),
                "A " + Show.words(report.adapter()) + " account: how it stands, and what may be done.");
        content.removeAll();
        content.add(figures(report));
        var columns = new Div(
                new Div(fetching(report), outbound(report), novelties(report)),
                new Div(facts(report), actions(report), new Section("Replay", new ReplayForm(replays, actor, code))));
        columns.addClassName("story-and-facts");
        content.add(columns);
    }

    static StatusChip chip(HealthReport.State state) {
        return switch (state) {
            case PAUSED -> new StatusChip(Status.BLOCKED, "Paused");
            case NEEDS_YOU -> new StatusChip(Status.NEEDS_YOU, "Needs you");
            case WAITING -> new StatusChip(Status.WAITING, "Behind");
            case OK -> new StatusChip(Status.DONE, "Well");
            case SILENT -> new StatusChip(Status.IGNORED, "Silent so far");
        };
    }

    private static Figures figures(HealthReport report) {
        var messages = "messages?connection=" + report.connection();
        return new Figures("What waits")
                .figure("inbound waiting", report.waiting(), messages + "&state=RECEIVED", Status.WAITING)
                .figure("inbound parked", report.parked(), messages + "&state=PARKED", Status.NEEDS_YOU)
                .figure("inbound failed", report.failed(), messages + "&state=FAILED", Status.NEEDS_YOU)
                .figure(
                        "outbound waiting",
                        report.outboundWaiting(),
                        "deliveries?destination=channel:" + report.connection() + "&state=PENDING",
                        Status.WAITING)
                .figure(
                        "outbound dead",
                        report.outboundDead(),
                        "deliveries?destination=channel:" + report.connection() + "&state=DEAD",
                        Status.NEEDS_YOU);
    }

    private static Section facts(HealthReport report) {
        var missing = report.secrets().stream()
                .filter(secret -> !secret.present())
                .map(HealthReport.Secret::name)
                .collect(Collectors.joining(", "));
        var names = report.secrets().stream().map(HealthReport.Secret::name).collect(Collectors.joining(", "));
        var facts = new Facts()
                .fact("State", chip(report.state()))
                .fact("Adapter", report.adapter())
                .fact(
                        "Last message",
                        report.lastMessageAt() == null ? new Span("never") : Show.ago(report.lastMessageAt()))
                .fact(
                        "Last success",
                        report.lastSuccessAt() == null ? new Span("never") : Show.ago(report.lastSuccessAt()))
                .fact("Secrets", names.isEmpty() ? "none" : names)
                .fact(
                        "Missing secrets",
                        missing.isEmpty() ? new Span("none") : new StatusChip(Status.NEEDS_YOU, missing))
                .fact("Told of", report.commands().isEmpty() ? "nothing" : String.join(", ", report.commands()));
        var section = new Section("Facts", facts);
        if (!report.unproven().isEmpty()) {
            var parts = new UnorderedList();
            report.unproven().forEach(part -> parts.add(new ListItem(part)));
            section.add(new Paragraph("Not proven against the partner or its published schema:"), parts);
        }
        return section;
    }

    private Section actions(HealthReport report) {
        var pause = Actions.button(
                report.paused() ? "Resume" : "Pause",
                actor,
                List.of(Roles.INTEGRATION),
                report.paused() ? "It goes on." : "Paused: what comes is kept.",
                () -> {
                    connections.setPaused(code, !report.paused(), actor.get());
                    reload();
                });
        var section = new Section(
                "Actions",
                new Paragraph(
                        report.paused()
                                ? "What comes is kept; nothing is processed, fetched or sent."
                                : "While paused, what comes is kept, and nothing is processed, fetched or sent."),
                pause);
        if (!report.streams().isEmpty()) {
            section.add(Actions.button("Fetch now", actor, MAY_ACT, "It is fetched at once.", () -> {
                polling.hurry(code, actor.get());
                reload();
            }));
            section.add(new BackfillForm(polling, actor, code, this::reload));
        }
        return section;
    }

    private Section fetching(HealthReport report) {
        if (report.streams().isEmpty() && report.backfills().isEmpty()) {
            return new Section("Fetched", new Paragraph("Nothing is fetched: this partner sends of itself."));
        }
        var section = new Section("Fetched", new Table<>("Streams", streams(), report.streams()));
        if (!report.backfills().isEmpty()) {
            section.add(new Paragraph("Back-fills"), new Table<>("Back-fills", backfills(), report.backfills()));
        }
        return section;
    }

    private static List<Column<PollStream>> streams() {
        return List.of(
                Column.text("stream", "Stream", PollStream::stream),
                Column.of(
                        "state",
                        "State",
                        row -> "" + row.failures(),
                        row -> row.failures() == 0
                                ? new StatusChip(Status.DONE, "Well")
                                : new StatusChip(Status.NEEDS_YOU, row.failures() + " times in a row")),
                Column.of("last", "Last success", _ -> "", row -> Show.ago(row.lastSuccess())),
                Column.of("next", "Next", _ -> "", row -> Show.ago(row.nextRun())),
                Column.number("fresh", "New of found", _ -> "", row -> new Span(row.fresh() + " of " + row.found())),
                Column.text("trouble", "Last trouble", row -> row.lastTrouble() == null ? "none" : row.lastTrouble()));
    }

    private List<Column<Backfill>> backfills() {
        return List.of(
                Column.text("stream", "Stream", Backfill::stream),
                Column.text(
                        "window",
                        "Window",
                        row -> Show.exact(row.from()).substring(0, 10) + " to "
                                + Show.exact(row.to().minusMillis(1)).substring(0, 10)),
                Column.of("state", "State", row -> row.state().name(), ConnectionView::backfillChip),
                Column.number("pages", "Pages", row -> "" + row.pages(), row -> Show.count(row.pages())),
                Column.number("fresh", "New of found", _ -> "", row -> new Span(row.fresh() + " of " + row.found())),
                Column.text("trouble", "Last trouble", row -> row.lastTrouble() == null ? "none" : row.lastTrouble()),
                Column.of("cancel", "Cancel", _ -> "", this::cancelButton));
    }

    private static StatusChip backfillChip(Backfill row) {
        return switch (row.state()) {
            case RUNNING -> new StatusChip(Status.WAITING, "Running");
            case DONE -> new StatusChip(Status.DONE, "Done");
            case CANCELLED -> new StatusChip(Status.IGNORED, "Cancelled");
        };
    }

    private Div cancelButton(Backfill row) {
        return row.state() != Backfill.State.RUNNING
                ? new Div()
                : new Div(Actions.button("Cancel", actor, MAY_ACT, "Cancelled; what it found stays.", () -> {
                    polling.cancel(row.id(), actor.get());
                    reload();
                }));
    }

    private static Section outbound(HealthReport report) {
        var drain = report.drainSeconds();
        String words;
        if (report.outboundWaiting() == 0) {
            words = "Nothing waits to be told.";
        } else if (drain == null) {
            words = report.outboundWaiting() + " wait to be told; the partner has told no limit yet.";
        } else {
            words = report.outboundWaiting() + " wait to be told: gone in about " + Math.max(1, (drain + 59) / 60)
                    + " min within the call budget.";
        }
        var section = new Section("Call budget", new Paragraph(words));
        if (!report.budgets().isEmpty()) {
            section.add(new Table<>("Call budget", budgets(), report.budgets()));
        }
        return section;
    }

    private static List<Column<CallBudget>> budgets() {
        return List.of(
                Column.text("operation", "Operation", CallBudget::operation),
                Column.text(
                        "rate",
                        "Calls a second",
                        row -> row.ratePerSecond() == null
                                ? "no limit known"
                                : String.format(java.util.Locale.ROOT, "%.4g", row.ratePerSecond())),
                Column.text("left", "Left", row -> row.left() == null ? "any" : row.left() + " of " + row.burst()),
                Column.of("blocked", "Not before", _ -> "", row -> Show.ago(row.blockedUntil())),
                Column.number("calls", "Calls", row -> "" + row.calls(), row -> Show.count(row.calls())),
                Column.number(
                        "postponed", "Postponed", row -> "" + row.postponed(), row -> Show.count(row.postponed())));
    }

    private Section novelties(HealthReport report) {
        return report.novelties().isEmpty()
                ? new Section("Drift", new Paragraph("Nothing was met that the adapter's model does not name."))
                : new Section("Drift", new Table<>("Drift", drift(), report.novelties()));
    }

    private List<Column<Novelty>> drift() {
        return List.of(
                Column.text("kind", "New", row -> Show.words(row.kind())),
                Column.of(
                        "path",
                        "Where",
                        Novelty::path,
                        row -> Show.code(row.value().isEmpty() ? row.path() : row.path() + " = " + row.value())),
                Column.number("count", "Times", row -> "" + row.count(), row -> Show.count(row.count())),
                Column.of("last", "Last seen", _ -> "", row -> Show.ago(row.lastSeen())),
                Column.of(
                        "sample",
                        "Sample",
                        _ -> "",
                        row -> row.sampleMessage() == null
                                ? new Span("none")
                                : new Anchor("messages/" + row.sampleMessage(), "Message")),
                Column.of(
                        "known",
                        "Known",
                        _ -> "",
                        row -> new Div(Actions.button("Known now", actor, MAY_ACT, "Only counted from here on.", () -> {
                            drift.acknowledge(row.id(), actor.get());
                            reload();
                        }))));
    }
}
