package io.tieout.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.access.internal.SignIn;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemType;
import io.tieout.testing.IntegrationTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class PeopleTests {

    private static final Actor TESTER = Actor.system("test");
    private static final String GOOD = "correct horse battery";

    @Autowired
    People people;

    @Autowired
    SignIn signIn;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void aFirstPasswordIsGoodForNothingButItsChange() {
        var created = people.create(name(), "Ada", List.of(Roles.AUDITOR), TESTER);
        var name = created.person().name();

        assertThat(signIn.attempt(name, created.firstPassword()))
                .hasValueSatisfying(
                        person -> assertThat(person.mustChangePassword()).isTrue());
        people.changePassword(name, created.firstPassword(), GOOD);

        assertThat(signIn.attempt(name, created.firstPassword())).isEmpty();
        assertThat(signIn.attempt(name.toUpperCase(java.util.Locale.ROOT), GOOD))
                .hasValueSatisfying(
                        person -> assertThat(person.mustChangePassword()).isFalse());
    }

    @Test
    void weakPasswordsAreRefused() {
        var created = people.create(name(), "", List.of(), TESTER);
        var name = created.person().name();

        for (var weak :
                List.of("short", "aaaaaaaaaaaaaaaa", name + "-and-more", "ä".repeat(40), created.firstPassword())) {
            assertRefused(
                    AccessProblem.PASSWORD_REFUSED, () -> people.changePassword(name, created.firstPassword(), weak));
        }
        assertRefused(AccessProblem.PASSWORD_WRONG, () -> people.changePassword(name, "guess", GOOD));
    }

    @Test
    void tooManyFailuresLockOutEvenWithTheRightPassword() {
        var name = person();
        for (var attempt = 0; attempt < 5; attempt++) {
            assertThat(signIn.attempt(name, "guess " + attempt)).isEmpty();
        }

        assertThat(signIn.attempt(name, GOOD)).isEmpty();
        assertThat(people.find(name).orElseThrow().lockedUntil()).isNotNull();

        people.unlock(name, TESTER);
        assertThat(signIn.attempt(name, GOOD)).isPresent();
    }

    @Test
    void aLockOutEndsByItself() {
        var name = person();
        for (var attempt = 0; attempt < 5; attempt++) {
            assertThat(signIn.attempt(name, "guess")).isEmpty();
        }
        jdbc.sql("update access.person set locked_until = now() - interval '1 second' where name = :name")
                .param("name", name)
                .update();

        assertThat(signIn.attempt(name, "guess")).isEmpty();
        assertThat(signIn.attempt(name, GOOD)).isPresent();
    }

    @Test
    void attemptsAtTheSameMomentDoNotSlipUnderTheLimit() throws Exception {
        var name = person();
        List<Callable<Boolean>> guesses = java.util.stream.IntStream.range(0, 20)
                .<Callable<Boolean>>mapToObj(
                        guess -> () -> signIn.attempt(name, "guess " + guess).isPresent())
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var result : threads.invokeAll(guesses)) {
                assertThat(result.get()).isFalse();
            }
        }

        var failures = jdbc.sql("""
                        select count(*) from access.audit_entry where action = 'sign-in.failed' and subject = :subject
                        """)
                .param("subject", "person:" + name)
                .query(Integer.class)
                .single();
        assertThat(failures).isEqualTo(5);
    }

    @Test
    void strangersAndDisabledPeopleStayOut() {
        var name = person();
        people.enable(name, false, TESTER);

        assertThat(signIn.attempt(name, GOOD)).isEmpty();
        assertThat(signIn.attempt("nobody-" + UUID.randomUUID(), GOOD)).isEmpty();
        assertThat(signIn.attempt("' or 1=1 --", "x".repeat(100_000))).isEmpty();
    }

    @Test
    void somebodyAlwaysAdministers() {
        aloneAsAdministrator(() -> people.enable("admin", false, TESTER));
        aloneAsAdministrator(() -> people.changeRoles("admin", List.of(), TESTER));
        assertThat(people.find("admin"))
                .hasValueSatisfying(admin -> assertThat(admin.enabled()).isTrue());
    }

    /** Other tests make administrators of their own, so for a moment that is rolled back there is only the first one. */
    private void aloneAsAdministrator(ThrowingCallable refused) {
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql("update access.person set roles = '{}' where name <> 'admin'")
                    .update();
            assertRefused(AccessProblem.PERSON_LAST_ADMINISTRATOR, refused);
            transaction.setRollbackOnly();
        });
    }

    @Test
    void namesAndRolesAreChecked() {
        var name = person();

        assertRefused(AccessProblem.PERSON_EXISTS, () -> people.create(name, "", List.of(), TESTER));
        assertRefused(AccessProblem.ROLE_UNKNOWN, () -> people.create(name(), "", List.of("root"), TESTER));
        assertRefused(
                io.tieout.kernel.CommonProblem.REQUEST_INVALID, () -> people.create("a\nb", "", List.of(), TESTER));
        assertRefused(
                io.tieout.kernel.CommonProblem.REQUEST_INVALID,
                () -> people.create(name(), "a\u0000b", List.of(), TESTER));
    }

    private String person() {
        return people.create(name(), "", List.of(Roles.OPERATIONS), GOOD, false, TESTER)
                .name();
    }

    private static String name() {
        return "p-" + UUID.randomUUID();
    }

    static void assertRefused(ProblemType type, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(type));
    }
}
