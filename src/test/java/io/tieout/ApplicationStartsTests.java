package io.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class ApplicationStartsTests {

    @Autowired
    JdbcClient jdbc;

    @Test
    void everyModuleHasItsSchema() {
        var schemas =
                jdbc.sql("select nspname from pg_namespace").query(String.class).list();

        assertThat(schemas)
                .contains(
                        "platform",
                        "access",
                        "exceptions",
                        "inbox",
                        "mapping",
                        "catalog",
                        "tax",
                        "inventory",
                        "orders",
                        "returns",
                        "finance",
                        "reconciliation",
                        "delivery",
                        "channels",
                        "operations");
    }
}
