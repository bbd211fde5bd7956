package io.tieout.ui.kit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.tieout.access.CurrentActor;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** One deed on many rows, each in its own transaction, with a count of how far it is. It goes on when the page is left. */
final class BulkRun<T> {

    private static final int TOLD_EVERY = 10;
    private static final int REFUSALS_SHOWN = 10;

    private final BulkBar.Deed<T> deed;
    private final List<T> rows;
    private final Map<String, String> parameters;
    private final CurrentActor actor;
    private final Dialog dialog;
    private final Paragraph words = new Paragraph();
    private final ProgressBar bar = new ProgressBar();
    private final Div details = new Div();
    private final Map<String, Integer> refusals = new LinkedHashMap<>();
    private int done;

    BulkRun(BulkBar.Deed<T> deed, List<T> rows, Map<String, String> parameters, CurrentActor actor) {
        this.deed = deed;
        this.rows = rows;
        this.parameters = parameters;
        this.actor = actor;
        dialog = new Dialog(deed.label());
        bar.setMax(rows.size());
        bar.getElement().setAttribute("aria-label", deed.label());
        details.addClassName("dialog-form");
        details.add(words, bar);
        dialog.add(details);
        dialog.getFooter().add(new Button("Close", _ -> dialog.close()));
    }

    /** @param whenOver runs on the page, where it is still open */
    void start(Runnable whenOver) {
        var ui = UI.getCurrent();
        var correlation = Correlation.start(actor.get());
        tell(0);
        dialog.open();
        Runnable work = () -> correlation.run(() -> run(ui, whenOver));
        Thread.ofVirtual().name("bulk").start(new DelegatingSecurityContextRunnable(work));
    }

    private void run(UI ui, Runnable whenOver) {
        var seen = 0;
        try {
            for (var row : rows) {
                one(row);
                seen++;
                if (seen % TOLD_EVERY == 0) {
                    var now = seen;
                    show(ui, () -> tell(now));
                }
            }
        } finally {
            var last = seen;
            show(ui, () -> {
                tell(last);
                sum(last);
                whenOver.run();
            });
        }
    }

    private void one(T row) {
        try {
            deed.work().accept(row, parameters);
            done++;
        } catch (ProblemException refused) {
            refusals.merge(refused.type().title(), 1, Integer::sum);
        } catch (OptimisticLockingFailureException stale) {
            refusals.merge("Somebody else changed it meanwhile", 1, Integer::sum);
        }
    }

    /** A page that was left needs no news. */
    private void show(UI ui, Runnable news) {
        ui.accessLater(news::run, () -> {}).run();
    }

    private void tell(int seen) {
        bar.setValue(seen);
        words.setText(String.format(Locale.ROOT, "%,d of %,d", seen, rows.size()));
    }

    private void sum(int seen) {
        bar.setVisible(false);
        words.setText(String.format(Locale.ROOT, "Done: %,d of %,d.", done, rows.size()));
        if (seen < rows.size()) {
            details.add(new Paragraph("It broke off with an unexpected error; the rest is as it was."));
        }
        if (!refusals.isEmpty()) {
            var list = new UnorderedList();
            refusals.entrySet().stream()
                    .limit(REFUSALS_SHOWN)
                    .forEach(refusal -> list.add(new ListItem(refusal.getValue() + ": " + refusal.getKey())));
            details.add(new Paragraph("Refused:"), list);
        }
    }
}
