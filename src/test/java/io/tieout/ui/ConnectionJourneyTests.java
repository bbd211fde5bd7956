package io.tieout.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.access.People;
import io.tieout.access.Roles;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.Novelty;
import io.tieout.channels.PayloadDrift;
import io.tieout.channels.Polling;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.Receiver;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class ConnectionJourneyTests {

    @Autowired
    People people;

    @Autowired
    Connections connections;

    @Autowired
    Polling polling;

    @Autowired
    PayloadDrift drift;

    @Autowired
    TransactionTemplate transaction;

    @LocalServerPort
    int port;

    @Test
    void somebodyPausesAConnectionFillsAGapAndKnowsANewField() {
        var code = ConnectionCode.of(Visitor.unique("partner"));
        try (var partner = new Receiver();
                var ina = Visitor.signedIn(port, people, Visitor.unique("ina"), Roles.INTEGRATION)) {
            partner.answers(_ -> new Receiver.Answer(
                    200, Map.of("X-Shopify-Shop-Api-Call-Limit", "3/40"), "{\"notes\":[],\"next\":\"n\"}"));
            connections.save(
                    new Connection(
                            code,
                            "probe-partner",
                            EntityCode.of("DE01"),
                            ZoneOffset.UTC,
                            Map.of("url", partner.url(), "poll", "60000"),
                            List.of("token", "app-secret"),
                            false),
                    Map.of("token", "t-12345"),
                    Actor.system("test"));
            var field = Visitor.unique("colour");
            drift.met("probe-partner", Novelty.Kind.FIELD, field, null);
            ina.open("connections");
            ina.sees(code.value());
            ina.photograph("connections");
            ina.isAccessible();

            ina.open("connections/" + code);
            ina.sees("notes");
            ina.sees(field);
            ina.sees("app-secret");
            ina.press("Back-fill");
            ina.sees("Back-fills");
            ina.press("Count only");
            ina.sees("0 messages would be processed once more.");
            ina.photograph("connection");
            ina.isAccessible();
            assertThat(polling.backfills(code)).hasSize(1);

            ina.press("Pause");
            ina.sees("Paused: what comes is kept.");
            assertThat(connections.find(code).orElseThrow().paused()).isTrue();
            ina.press("Resume");
            ina.sees("It goes on.");
            ina.press("Known now");
            ina.sees("Only counted from here on.");
        } finally {
            transaction.executeWithoutResult(_ -> connections.remove(code, Actor.system("test")));
        }
    }
}
