package io.tieout.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.testing.IntegrationTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class SecretsTests {

    @Autowired
    Secrets secrets;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Value("${tieout.data:./data}")
    Path data;

    @Test
    void aSecretIsNotReadableInTheDatabase() {
        var name = name();
        secrets.put(name, "whsec_very-secret");

        var sealed = jdbc.sql("select sealed from access.secret where name = :name")
                .param("name", name)
                .query(byte[].class)
                .single();

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("very-secret");
        assertThat(secrets.get(name)).hasValue("whsec_very-secret");
        assertThat(secrets.reference(name)).hasValue("stored");
    }

    @Test
    void aSecretMovedToAnotherNameOrTamperedWithIsRefused() {
        var mine = name();
        var yours = name();
        secrets.put(mine, "mine");
        secrets.put(yours, "yours");
        jdbc.sql("""
                        update access.secret set sealed = (select sealed from access.secret where name = :mine)
                        where name = :yours
                        """).param("mine", mine).param("yours", yours).update();

        PeopleTests.assertRefused(AccessProblem.SECRET_UNREADABLE, () -> secrets.get(yours));
    }

    @Test
    void aSecretOfAnotherKeySaysSo() {
        var name = name();
        secrets.put(name, "mine");
        jdbc.sql("update access.secret set key_id = 'other' where name = :name")
                .param("name", name)
                .update();

        PeopleTests.assertRefused(AccessProblem.SECRET_UNREADABLE, () -> secrets.get(name));
    }

    @Test
    void aReferenceIsReadFromTheEnvironment() {
        var name = name();
        secrets.put(name, "env:PATH");
        var unset = name();
        secrets.put(unset, "env:NOT_SET_ANYWHERE_7");

        assertThat(secrets.get(name)).hasValue(System.getenv("PATH"));
        assertThat(secrets.reference(name)).hasValue("env:PATH");
        PeopleTests.assertRefused(AccessProblem.SECRET_REFERENCE_EMPTY, () -> secrets.get(unset));
    }

    @Test
    void theHubsOwnKeysCannotBeSentAnywhere() {
        PeopleTests.assertRefused(
                AccessProblem.SECRET_REFERENCE_REFUSED, () -> secrets.put(name(), "env:TIEOUT_SECRET_KEY"));
    }

    @Test
    void aReplacedOrRemovedSecretIsGoneAtOnce() {
        var name = name();
        secrets.put(name, "old");
        assertThat(secrets.get(name)).hasValue("old");
        transactions.executeWithoutResult(transaction -> {
            secrets.put(name, "never");
            transaction.setRollbackOnly();
        });
        assertThat(secrets.get(name)).hasValue("old");

        secrets.put(name, "new");
        assertThat(secrets.get(name)).hasValue("new");
        secrets.remove(name);
        assertThat(secrets.get(name)).isEmpty();
    }

    @Test
    void theHubsKeyIsForItsOwnerOnly() throws java.io.IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secret.key"))))
                .isEqualTo("rw-------");
    }

    private static String name() {
        return "test/" + UUID.randomUUID();
    }
}
