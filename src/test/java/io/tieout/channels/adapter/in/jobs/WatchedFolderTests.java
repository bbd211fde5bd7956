package io.tieout.channels.adapter.in.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.FileIntake;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxFilter;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.testing.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class WatchedFolderTests {

    @Autowired
    Connections connections;

    @Autowired
    FileIntake intake;

    @Autowired
    Inbox inbox;

    @TempDir
    Path data;

    private final String code = "folder-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void completeFilesAreTakenPartialOnesAreLeftAndRefusedOnesSayWhy() throws IOException {
        connections.save(
                new Connection(
                        ConnectionCode.of(code),
                        "amazon",
                        EntityCode.of("DE01"),
                        ZoneOffset.UTC,
                        Map.of(),
                        List.of(),
                        false),
                Map.of(),
                Actor.system("test"));
        var folder = Files.createDirectories(data.resolve("in").resolve(code).resolve("order"));
        var nowhere = Files.createDirectories(data.resolve("in/nowhere/order"));
        Files.writeString(folder.resolve("a.json"), "{\"AmazonOrderId\":\"a\",\"LastUpdateDate\":\"1\"}");
        Files.writeString(folder.resolve("again.json"), "{\"AmazonOrderId\":\"a\",\"LastUpdateDate\":\"1\"}");
        Files.writeString(folder.resolve("other.json"), "{\"AmazonOrderId\":\"a\",\"LastUpdateDate\":\"1\",\"x\":1}");
        Files.writeString(folder.resolve("b.json.part"), "{");
        Files.writeString(nowhere.resolve("c.json"), "{}");

        assertThat(folder(Duration.ofHours(1)).look()).isFalse();
        assertThat(folder(Duration.ofSeconds(-1)).look()).isTrue();

        assertThat(folder.resolve("done/a.json")).exists();
        assertThat(folder.resolve("done/again.json")).exists();
        assertThat(folder.resolve("b.json.part")).exists();
        assertThat(folder.resolve("failed/other.json.reason.txt")).content().startsWith("message.identity-reused");
        assertThat(nowhere.resolve("failed/c.json.reason.txt")).content().startsWith("connection.unknown");
        assertThat(inbox.list(new InboxFilter(code, "order", null), 10, null).items())
                .singleElement()
                .satisfies(message -> assertThat(message.headers()).containsEntry("x-file-name", "a.json"));
    }

    private WatchedFolder folder(Duration quiet) {
        return new WatchedFolder(data, quiet, intake, Clock.systemUTC());
    }
}
