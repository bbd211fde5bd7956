package io.tieout.access.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.access.People;
import io.tieout.access.Scopes;
import io.tieout.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class FirstStartTests {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PersonRows rows;

    @Autowired
    People people;

    @Autowired
    ApiClients clients;

    @Autowired
    SignIn signIn;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    ApplicationContext context;

    @Test
    void aGeneratedPasswordMustBeChanged() {
        assertThat(people.find("admin"))
                .hasValueSatisfying(
                        admin -> assertThat(admin.mustChangePassword()).isTrue());
    }

    @Test
    void aGivenPasswordAndKeyHoldFromTheFirstStartOn() {
        onAnEmptyHub(() -> {
            start("given password", "given-bootstrap-key").afterSingletonsInstantiated();

            assertThat(signIn.attempt("admin", "given password"))
                    .hasValueSatisfying(
                            admin -> assertThat(admin.mustChangePassword()).isFalse());
            assertThat(clients.find("bootstrap"))
                    .hasValueSatisfying(client -> assertThat(client.scopes()).containsExactly(Scopes.ADMIN));
        });
    }

    @Test
    void aLaterStartChangesNothing() {
        onAnEmptyHub(() -> {
            start("first password", "").afterSingletonsInstantiated();
            start("second password", "late-key").afterSingletonsInstantiated();

            assertThat(signIn.attempt("admin", "first password")).isPresent();
            assertThat(signIn.attempt("admin", "second password")).isEmpty();
            assertThat(clients.find("bootstrap")).isEmpty();
        });
    }

    private FirstStart start(String password, String key) {
        return new FirstStart(jdbc, rows, people, clients, transactions, context, password, key);
    }

    /** All within a transaction that is taken back. */
    private void onAnEmptyHub(Runnable test) {
        transactions.executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            jdbc.sql("delete from access.person").update();
            test.run();
        });
    }
}
