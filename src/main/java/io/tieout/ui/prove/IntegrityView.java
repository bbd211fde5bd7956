package io.tieout.ui.prove;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.operations.IntegrityProof;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** The proof, run now. */
@Route("integrity")
@PermitAll
class IntegrityView extends TieoutView {

    private final transient IntegrityProof proof;
    private final Div result = new Div();

    IntegrityView(IntegrityProof proof) {
        super("Integrity", "The hub proves itself: every statement below is checked against all that is stored.");
        this.proof = proof;
        result.addClassName("detail");
        addAction(new Button("Prove again", _ -> prove()));
        add(result);
        prove();
    }

    private void prove() {
        result.removeAll();
        var report = proof.run();
        var failed = report.checks().stream().filter(check -> !check.ok()).toList();
        var verdict = failed.isEmpty()
                ? new StatusChip(Status.DONE, "Everything ties out")
                : new StatusChip(
                        Status.BLOCKED, failed.size() + " of " + report.checks().size() + " statements do not hold");
        var when = new Div(new Span("Proved "), Show.ago(report.at()));
        when.addClassName("muted");
        result.add(new Section("Verdict", verdict, when));
        result.add(new Section("Statements", new Table<>("Statements", columns(), report.checks())));
        for (var check : failed) {
            result.add(new Section(check.statement(), new Table<>(check.id(), violations(), check.violations())));
        }
    }

    private static List<Column<IntegrityProof.Check>> columns() {
        return List.of(
                Column.of(
                        "ok",
                        "Holds",
                        check -> "" + check.ok(),
                        check -> check.ok()
                                ? new StatusChip(Status.DONE, "Holds")
                                : new StatusChip(Status.BLOCKED, "Violated")),
                Column.text("statement", "Statement", IntegrityProof.Check::statement),
                Column.of("id", "Check", IntegrityProof.Check::id, check -> Show.code(check.id())),
                Column.number(
                        "checked", "Checked", check -> "" + check.checked(), check -> Show.count(check.checked())));
    }

    private static List<Column<IntegrityCheck.Violation>> violations() {
        return List.of(
                Column.of(
                        "subject",
                        "Subject",
                        IntegrityCheck.Violation::subject,
                        violation -> Show.code(violation.subject())),
                Column.text("expected", "Expected", IntegrityCheck.Violation::expected),
                Column.text("actual", "Found", IntegrityCheck.Violation::actual));
    }
}
