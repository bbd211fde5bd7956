package io.tieout.operations.demo;

import io.tieout.access.ApiClients;
import io.tieout.access.Scopes;
import io.tieout.access.Secrets;
import io.tieout.kernel.Actor;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Runs the replay once per database, in the background, and tells how far it is. */
@Component
@RestController
@Profile("demo")
class Demo {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final Actor DRIVER = Actor.system("demo");

    private final JdbcClient jdbc;
    private final ApiClients clients;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Clock clock;
    private final Environment environment;
    private final Path folder;
    private final DemoProgress progress = new DemoProgress();

    Demo(
            JdbcClient jdbc,
            ApiClients clients,
            Secrets secrets,
            JsonMapper json,
            Clock clock,
            Environment environment,
            @Value("${tieout.data:./data}") Path data) {
        this.jdbc = jdbc;
        this.clients = clients;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
        this.environment = environment;
        this.folder = data.resolve("demo");
    }

    @GetMapping("/api/v1/demo")
    DemoProgress.View progress() {
        return progress.view();
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        Thread.ofPlatform().name("demo-replay").daemon().start(this::replayOnce);
    }

    private void replayOnce() {
        try {
            if (done()) {
                progress.done();
                return;
            }
            jdbc.sql("insert into operations.demo_run (started_at) values (?) on conflict do nothing")
                    .param(Timestamp.from(clock.instant()))
                    .update();
            replay();
            jdbc.sql("update operations.demo_run set done_at = ?")
                    .param(Timestamp.from(clock.instant()))
                    .update();
            progress.done();
            LOG.info("The sample day is replayed");
        } catch (RuntimeException failure) {
            progress.failed(String.valueOf(failure.getMessage()));
            LOG.error("The sample day could not be replayed", failure);
        }
    }

    private boolean done() {
        return jdbc.sql("select exists (select 1 from operations.demo_run where done_at is not null)")
                .query(Boolean.class)
                .single();
    }

    /** The driver is a client like any other; its key lives as long as the replay. */
    private void replay() {
        var name = "demo-" + Long.toString(clock.millis(), Character.MAX_RADIX);
        var issued = clients.create(name, ApiClients.Terms.of(List.of(Scopes.ADMIN)), DRIVER);
        try {
            var sandboxKey = secret("demo.sandbox");
            var url = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
            new DemoReplay(url, issued.key(), folder, progress, json)
                    .run(new DemoDay(clock, secret("demo.webhook"), sandboxKey), sandboxKey, ACCOUNTS_THE_ERP_LACKS);
        } finally {
            clients.revoke(name, DRIVER);
        }
    }

    /** Made once per database, so that a replay that was broken off goes on with the same. */
    private String secret(String name) {
        return secrets.get(name).orElseGet(() -> {
            var bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            var made = HexFormat.of().formatHex(bytes);
            secrets.put(name, made);
            return made;
        });
    }

    /** Gift cards as tender: the till takes them, the ERP was not told. */
    private static final List<String> ACCOUNTS_THE_ERP_LACKS = List.of("1020");
}
