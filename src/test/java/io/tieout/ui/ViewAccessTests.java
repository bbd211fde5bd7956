package io.tieout.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.tieout.access.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Who may open which page. Pages that are not named here are open to everybody who has signed in. */
class ViewAccessTests {

    private static final Map<String, Set<String>> RESTRICTED = Map.of(
            "AuditView", Set.of(Roles.ADMINISTRATOR, Roles.AUDITOR, Roles.FINANCE_CONTROLLER),
            "PeopleView", Set.of(Roles.ADMINISTRATOR, Roles.AUDITOR),
            "ClientsView", Set.of(Roles.ADMINISTRATOR, Roles.INTEGRATION, Roles.AUDITOR),
            "ManualJournalView", Set.of(Roles.ADMINISTRATOR, Roles.FINANCE_CLERK, Roles.FINANCE_CONTROLLER),
            "MessageView",
                    Set.of(
                            Roles.ADMINISTRATOR,
                            Roles.INTEGRATION,
                            Roles.OPERATIONS,
                            Roles.FINANCE_CLERK,
                            Roles.AUDITOR),
            "UploadView",
                    Set.of(
                            Roles.ADMINISTRATOR,
                            Roles.INTEGRATION,
                            Roles.OPERATIONS,
                            Roles.FINANCE_CLERK,
                            Roles.FINANCE_CONTROLLER));

    @Test
    void everyPageSaysWhoMayOpenItAndOnlySignInIsOpenToStrangers() throws Exception {
        for (var view : views()) {
            var marks = (view.isAnnotationPresent(AnonymousAllowed.class) ? 1 : 0)
                    + (view.isAnnotationPresent(PermitAll.class) ? 1 : 0)
                    + (view.isAnnotationPresent(RolesAllowed.class) ? 1 : 0);
            assertThat(marks).as(view.getName()).isEqualTo(1);
            if (view.isAnnotationPresent(AnonymousAllowed.class)) {
                assertThat(view).isEqualTo(LoginView.class);
            }
        }
    }

    @Test
    void pagesWithPersonalDataOrPowerAreShutToTheOthers() throws Exception {
        var restricted = new TreeMap<String, Set<String>>();
        for (var view : views()) {
            var roles = view.getAnnotation(RolesAllowed.class);
            if (roles != null) {
                restricted.put(view.getSimpleName(), new TreeSet<>(Arrays.asList(roles.value())));
            }
        }
        assertThat(restricted).containsExactlyInAnyOrderEntriesOf(RESTRICTED);
    }

    private static List<Class<?>> views() throws ClassNotFoundException {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        var views = new java.util.ArrayList<Class<?>>();
        for (var found : scan.findCandidateComponents("io.tieout.ui")) {
            views.add(Class.forName(found.getBeanClassName()));
        }
        assertThat(views).hasSizeGreaterThan(20);
        return views;
    }
}
