package io.tieout.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.People;
import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.FileIntake;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxMessage;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.orders.Shop;
import io.tieout.testing.IntegrationTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class ExceptionJourneyTests {

    @Autowired
    People people;

    @Autowired
    Connections connections;

    @Autowired
    FileIntake intake;

    @Autowired
    Inbox inbox;

    @Autowired
    WorkItems workItems;

    @Autowired
    Catalog catalog;

    @Autowired
    Inventory inventory;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    @Test
    void aMessageThatCannotBeReadIsRepairedWhereItIsTold() throws Exception {
        var shop = new Shop(catalog, inventory);
        var sku = shop.product("CUP");
        var code = connect(shop);
        var body = """
                {"externalId":"M1","occurredAt":"2026-11-23T10:00:00Z","sku":"%s","location":"%s","quantity":7,"reason":"RECEIPT"}
                """.formatted(sku, shop.warehouse).strip();
        var file = Files.writeString(folder.resolve("stock.json"), body.substring(0, body.length() - 1));
        var message = intake.take(code, "stock", "stock.json", file).id();
        var failed = inbox.await(message, Duration.ofSeconds(30)).orElseThrow();
        assertThat(failed.state()).isEqualTo(InboxMessage.State.FAILED);

        try (var ines = Visitor.signedIn(port, people, Visitor.unique("ines"), Roles.INTEGRATION, Roles.INVENTORY)) {
            ines.open("exceptions/" + failed.workItem());
            ines.sees("What to do");
            ines.photograph("exception");
            ines.isAccessible();
            ines.field("Body").fill(body);
            ines.press("Repair the body");
            ines.sees("Repair the body: done.");
        }

        await().atMost(Duration.ofSeconds(30))
                .until(() -> inbox.find(message).orElseThrow().state() == InboxMessage.State.PROCESSED);
        assertThat(workItems.find(failed.workItem()).orElseThrow().state()).isEqualTo(WorkItem.State.RESOLVED);
        assertThat(shop.position(sku, shop.warehouse).onHand().toString()).isEqualTo("7");
    }

    @Test
    void aFileIsUploadedAsIfItsPartnerHadSentIt() throws Exception {
        var shop = new Shop(catalog, inventory);
        var sku = shop.product("PLATE");
        connect(shop);
        var file = Files.writeString(folder.resolve("more.json"), """
                {"externalId":"M2","occurredAt":"2026-11-23T10:00:00Z","sku":"%s","location":"%s","quantity":3,"reason":"RECEIPT"}
                """.formatted(sku, shop.warehouse));
        try (var ines = Visitor.signedIn(port, people, Visitor.unique("ines"), Roles.INTEGRATION)) {
            ines.open("messages/upload?connection=" + shop.channel + "&kind=stock");
            ines.page.locator("vaadin-upload input[type=file]").setInputFiles(file);
            ines.sees("Stored");
            ines.photograph("upload");
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                shop.position(sku, shop.warehouse).onHand().toString())
                        .isEqualTo("3"));
    }

    @Test
    void whatMatchesTheFiltersIsWaivedAtOnce() {
        var subject = BusinessKey.of("test:" + UUID.randomUUID());
        var items = Stream.of(CommonProblem.INTERNAL, CommonProblem.STATE_CONFLICT)
                .map(problem -> workItems.raise(new NewWorkItem(
                        problem, subject, Roles.OPERATIONS, NewWorkItem.Severity.NORMAL, "x", null, Map.of())))
                .toList();
        try (var olga = Visitor.signedIn(port, people, Visitor.unique("olga"), Roles.OPERATIONS)) {
            olga.open("exceptions?subject=" + subject.value());
            olga.press("Select all that match");
            olga.sees("All 2 that match");
            olga.photograph("exceptions");
            olga.isAccessible();
            olga.press("Waive");
            olga.field("Reason").fill("A test of the hub's own");
            olga.page.locator("vaadin-button[theme~=primary]").last().click();
            olga.sees("Done: 2 of 2.");
        }
        assertThat(items)
                .allSatisfy(id ->
                        assertThat(workItems.find(id).orElseThrow().state()).isEqualTo(WorkItem.State.WAIVED));
    }

    private ConnectionCode connect(Shop shop) {
        connections.save(
                new Connection(shop.channel, "canonical", shop.entity, ZoneOffset.UTC, Map.of(), List.of(), false),
                Map.of(),
                Actor.system("test"));
        return shop.channel;
    }
}
