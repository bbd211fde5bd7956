package io.tieout.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.People;
import io.tieout.access.Roles;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class SignInJourneyTests {

    @Autowired
    People people;

    @LocalServerPort
    int port;

    @Test
    void aWrongPasswordIsToldAndTheRightOneLeadsToTheFirstPage() {
        var name = Visitor.unique("ada");
        people.create(name, "Ada", Set.of(Roles.OPERATIONS), Visitor.PASSWORD, false, Actor.system("test"));
        try (var ada = Visitor.at(port)) {
            ada.signIn(name, "not the password");
            ada.sees("That did not work");
            ada.sees("After several failures an account rests for a while");
            ada.photograph("sign-in");
            ada.isAccessible();

            ada.signIn(name, Visitor.PASSWORD);
            ada.sees("What needs you, and whether all is well.");
            ada.photograph("today");
            assertThat(ada.failures).isEmpty();
        }
    }

    @Test
    void aFirstPasswordLeadsNowhereButToItsChange() {
        var created = people.create(Visitor.unique("bob"), "Bob", Set.of(Roles.AUDITOR), Actor.system("test"));
        try (var bob = Visitor.at(port)) {
            bob.signIn(created.person().name(), created.firstPassword());
            bob.page.waitForURL("**/password");
            bob.open("orders");
            bob.page.waitForURL("**/password");

            bob.field("Present password").fill(created.firstPassword());
            bob.page.getByLabel("New password", exact()).fill(Visitor.PASSWORD);
            bob.field("New password again").fill(Visitor.PASSWORD);
            bob.press("Change password");
            bob.page.waitForURL("**/login**");

            bob.signIn(created.person().name(), Visitor.PASSWORD);
            bob.sees("What needs you, and whether all is well.");
        }
    }

    private static com.microsoft.playwright.Page.GetByLabelOptions exact() {
        return new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true);
    }
}
