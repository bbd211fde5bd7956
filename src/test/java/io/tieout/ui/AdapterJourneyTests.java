package io.tieout.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.People;
import io.tieout.access.Roles;
import io.tieout.channels.AdapterVersion;
import io.tieout.channels.DeclarativeAdapters;
import io.tieout.testing.IntegrationTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class AdapterJourneyTests {

    @Autowired
    People people;

    @Autowired
    DeclarativeAdapters adapters;

    @LocalServerPort
    int port;

    @Test
    void oneDescribesAMarketplaceAndAnotherApprovesIt() {
        var code = Visitor.unique("bazaar");
        String id;
        try (var ina = Visitor.signedIn(port, people, Visitor.unique("ina"), Roles.INTEGRATION)) {
            ina.open("adapters");
            ina.press("New adapter");
            ina.field("Code").fill(code);
            ina.field("Title").fill("Bazaar of the journey");
            ina.press("Start");
            ina.page.waitForURL("**/adapters/*");
            ina.field("The partner's message").fill("{\"id\": \"B-1\", \"why\": \"sold out\"}");
            ina.field("JSONata").fill("{\"cancellation\": ");
            ina.press("Evaluate");
            ina.sees("An expression is not well-formed JSONata");
            ina.field("JSONata")
                    .fill(
                            "{\"cancellation\": {\"externalId\": id, \"cancelledAt\": \"2026-03-02T10:00:00Z\", \"reason\": why}}");
            ina.press("Evaluate");
            ina.sees("Makes: cancellation");
            ina.press("Expect this result");
            ina.photograph("adapter-draft");
            ina.isAccessible();
            ina.press("Save and submit");
            ina.sees("You proposed it, so another person must approve.");
            id = ina.page.url().replaceAll(".*/", "");
        }
        try (var jo = Visitor.signedIn(port, people, Visitor.unique("jo"), Roles.INTEGRATION)) {
            jo.open("adapters/" + id);
            jo.press("Evaluate");
            jo.sees("As expected");
            jo.press("Approve");
            jo.sees("In force");
        }
        assertThat(adapters.find(UUID.fromString(id)).orElseThrow().state()).isEqualTo(AdapterVersion.State.IN_FORCE);
    }
}
