package io.tieout.channels.polling;

import io.tieout.access.Roles;
import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.internal.Intake;
import io.tieout.channels.spi.ChannelPoller.Found;
import io.tieout.channels.spi.ChannelPoller.Page;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes what a round came to: the page's messages and the cursor behind them, in one transaction. */
@Component
class PageStore {

    private static final int TROUBLE_LENGTH_MAX = 1000;
    private static final int SAMPLE_LENGTH_MAX = 2000;

    private final PollRows rows;
    private final Intake intake;
    private final WorkItems workItems;
    private final PollSettings settings;
    private final Clock clock;

    PageStore(PollRows rows, Intake intake, WorkItems workItems, PollSettings settings, Clock clock) {
        this.rows = rows;
        this.intake = intake;
        this.workItems = workItems;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Nothing happens where the claim was lost meanwhile: whoever has it now fetches the page again.
     *
     * @param wait until the next round, where there is no further page
     */
    @Transactional
    public void store(Connection connection, PollTask task, Page page, Duration wait) {
        if (!rows.holds(task)) {
            return;
        }
        var fresh = 0;
        for (var found : page.found()) {
            fresh += take(connection, task, found) ? 1 : 0;
        }
        var now = clock.instant();
        var failed = page.trouble() != null && page.found().isEmpty() && !page.more();
        var pause = failed ? longer(wait, pauseAfter(task.failures() + 1)) : wait;
        rows.conclude(
                task,
                new PollRows.Round(
                        page.cursor(),
                        page.more() && page.notBefore() == null ? now : now.plus(pause),
                        shortened(page.trouble()),
                        failed,
                        page.found().size(),
                        fresh,
                        !page.more() && !failed && page.trouble() == null),
                now);
        tell(task, failed ? String.valueOf(page.trouble()) : null);
    }

    /** The round went wrong; the cursor stays where it was. */
    @Transactional
    public void failed(PollTask task, String trouble) {
        if (!rows.holds(task)) {
            return;
        }
        var now = clock.instant();
        rows.conclude(
                task,
                new PollRows.Round(
                        task.cursor(),
                        now.plus(pauseAfter(task.failures() + 1)),
                        shortened(trouble),
                        true,
                        0,
                        0,
                        false),
                now);
        tell(task, trouble);
    }

    /** The partner was not asked, for want of call budget; that is no failure. */
    @Transactional
    public void postponed(PollTask task, Page page, Duration wait) {
        if (!rows.holds(task)) {
            return;
        }
        Instant now = clock.instant();
        rows.conclude(
                task,
                new PollRows.Round(
                        page.cursor() == null ? task.cursor() : page.cursor(),
                        now.plus(wait),
                        shortened(page.trouble()),
                        false,
                        0,
                        0,
                        false),
                now);
    }

    private boolean take(Connection connection, PollTask task, Found found) {
        try {
            return !intake.take(connection, found.kind(), found.headers(), found.body())
                    .duplicate();
        } catch (ProblemException refused) {
            // One that the inbox refuses must not keep back the others of its page, and must not get lost either.
            var body = new String(found.body(), StandardCharsets.UTF_8);
            workItems.raise(new NewWorkItem(
                    ChannelProblem.POLLED_REFUSED,
                    BusinessKey.of("poll:" + task.connection() + ":" + task.stream() + ":"
                            + refused.type().code()),
                    Roles.INTEGRATION,
                    Severity.HIGH,
                    "A message that was fetched was refused: " + refused.getMessage(),
                    null,
                    Map.of(
                            "connection",
                            task.connection().value(),
                            "stream",
                            task.stream(),
                            "body",
                            body.substring(0, Math.min(body.length(), SAMPLE_LENGTH_MAX)))));
            return false;
        }
    }

    /** Doubles from a second on. */
    private Duration pauseAfter(int failures) {
        var pause = Duration.ofSeconds(1L << Math.min(20, Math.max(0, failures - 1)));
        return pause.compareTo(settings.failurePauseMax()) > 0 ? settings.failurePauseMax() : pause;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void tell(PollTask task, @Nullable String trouble) {
        var subject = BusinessKey.of("poll:" + task.connection() + ":" + task.stream());
        if (trouble == null) {
            if (task.failures() >= settings.failuresMax()) {
                workItems.resolve(ChannelProblem.POLL_FAILING, subject, "It was fetched again");
            }
        } else if (task.failures() + 1 == settings.failuresMax()) {
            workItems.raise(new NewWorkItem(
                    ChannelProblem.POLL_FAILING,
                    subject,
                    Roles.INTEGRATION,
                    Severity.HIGH,
                    "Nothing could be fetched of " + task.stream() + " from " + task.connection() + ", "
                            + settings.failuresMax() + " times in a row: " + shortened(trouble),
                    null,
                    Map.of("connection", task.connection().value(), "stream", task.stream())));
        }
    }

    private static @Nullable String shortened(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var clean = text.replace('\0', ' ');
        return clean.length() <= TROUBLE_LENGTH_MAX ? clean : clean.substring(0, TROUBLE_LENGTH_MAX);
    }
}
