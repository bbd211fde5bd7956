package io.tieout.ui.kit;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.component.shared.Tooltip;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.kernel.ProblemException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.dao.OptimisticLockingFailureException;

/** Buttons that do something: shut with the reason where the person's role does not allow it, and honest about failure. */
public final class Actions {

    private static final int TOAST_MS = 5_000;

    private Actions() {}

    /**
     * @param roles who may, everybody where empty; an administrator always may
     * @param done what the toast says afterwards
     */
    public static Button button(String label, CurrentActor actor, List<String> roles, String done, Runnable work) {
        var button = new Button(label, _ -> run(done, work));
        if (!roles.isEmpty() && roles.stream().noneMatch(actor::hasRole) && !actor.hasRole(Roles.ADMINISTRATOR)) {
            button.setEnabled(false);
            Tooltip.forComponent(button)
                    .setText("Only for: " + roles.stream().map(Show::words).collect(Collectors.joining(", ")));
        }
        return button;
    }

    public static Button primary(String label, CurrentActor actor, List<String> roles, String done, Runnable work) {
        var button = button(label, actor, roles, done, work);
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        return button;
    }

    /** Does it and says so, where there is something to say; a refusal is told in its own words. */
    public static void run(String done, Runnable work) {
        try {
            work.run();
            if (!done.isEmpty()) {
                Notification.show(done, TOAST_MS, Notification.Position.BOTTOM_START);
            }
        } catch (ProblemException refused) {
            fail(refused.type().title() + ": " + refused.getMessage());
        } catch (OptimisticLockingFailureException stale) {
            fail("It was changed meanwhile. Reload the page and try again.");
        }
    }

    private static void fail(String words) {
        var toast = Notification.show(words, 2 * TOAST_MS, Notification.Position.BOTTOM_START);
        toast.addThemeVariants(NotificationVariant.LUMO_ERROR);
    }
}
