package io.tieout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.ApiClients;
import io.tieout.access.Scopes;
import io.tieout.kernel.Actor;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.RequiresGroup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The plain-text export is read by hledger itself, which knows nothing of us. */
@IntegrationTest
@Tag("hledger")
@RequiresGroup("hledger")
class HledgerTests {

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    @Test
    void hledgerAcceptsTheExportAndFindsItBalanced(@TempDir Path folder) throws Exception {
        var terms = ApiClients.Terms.of(List.of(Scopes.ADMIN));
        var key = clients.create("hledger-" + UUID.randomUUID(), terms, Actor.system("test"))
                .key();
        var admin = new Caller(new Http(port, key));
        var retailer = new ExampleRetailer();
        admin.configure(retailer.file("retailer.yaml"), "");
        for (var text : List.of("Postage; with | odd  signs", "Second")) {
            admin.post("/api/v1/journals", retailer.own("""
                    {"entity": "DE01", "businessDate": "2026-11-22", "currency": "EUR", "text": "%s",
                     "lines": [{"account": "sales.revenue", "debit": "5.05"}, {"account": "suspense", "credit": "5.05"}]}
                    """).formatted(text), 201);
        }
        var file = Files.writeString(
                folder.resolve("books.journal"),
                admin.http()
                        .get("/api/v1/journals/export?format=hledger&entity=" + retailer.entity)
                        .body());

        assertThat(hledger("check", "-f", file.toString())).isEmpty();
        assertThat(hledger("balance", "-f", file.toString(), "--no-total", "--format", "%(account) %(total)"))
                .contains("sales.revenue 10.10 EUR", "suspense -10.10 EUR");
    }

    private static String hledger(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of("hledger"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LANG", "C.UTF-8");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
