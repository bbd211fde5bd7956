package io.tieout.platform.internal;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says where the hub is to be found, as the last line of its start; scripts wait for it. */
@Component
class ReadyLine {

    @EventListener
    void ready(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            System.out.println(
                    "Tieout is ready: http://localhost:" + web.getWebServer().getPort());
        }
    }
}
