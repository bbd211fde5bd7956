package io.tieout.delivery.adapter.out.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.OutboundHttp.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a hostile name or receiver may try. */
class GuardedHttpTests {

    private final AtomicInteger arrived = new AtomicInteger();
    private final HttpServer server = startable();

    private static HttpServer startable() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/ok", exchange -> {
            arrived.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes());
            exchange.close();
        });
        server.createContext("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int index = 0; index < 100; index++) {
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
                pause();
            }
            exchange.close();
        });
        server.start();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aNameThatPointsInsideIsNotConnectedTo() throws IOException {
        var http = new GuardedHttp(name("127.0.0.1"));

        var reply = http.exchange(request("/ok", false));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.NotSent.class,
                        notSent -> assertThat(notSent.reason()).contains("destination.address-refused"));
        assertThat(arrived).hasValue(0);
        http.destroy();
    }

    @Test
    void oneInsideAmongPublicOnesRefusesTheName() throws IOException {
        var http = new GuardedHttp(name("8.8.8.8", "127.0.0.1"));

        assertThat(http.exchange(request("/ok", false))).isInstanceOf(Reply.NotSent.class);
        assertThat(arrived).hasValue(0);
        http.destroy();
    }

    @Test
    void withLeaveItIs() throws IOException {
        var http = new GuardedHttp(name("127.0.0.1"));

        assertThat(http.exchange(request("/ok", true)))
                .isInstanceOfSatisfying(
                        Reply.Answer.class, answer -> assertThat(answer.body()).isEqualTo("ok"));
        assertThat(arrived).hasValue(1);
        http.destroy();
    }

    @Test
    void anAnswerThatDripsEndsAtTheDeadline() throws IOException {
        var http = new GuardedHttp(name("127.0.0.1"));
        var began = System.nanoTime();

        var reply = http.exchange(request("/drip", true));

        assertThat(reply).isInstanceOf(Reply.Lost.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        http.destroy();
    }

    @Test
    void nobodyListeningMeansNotSent() throws IOException {
        server.stop(0);
        var http = new GuardedHttp(name("127.0.0.1"));

        assertThat(http.exchange(request("/ok", true))).isInstanceOf(Reply.NotSent.class);
        http.destroy();
    }

    private Request request(String path, boolean allowInternal) {
        return new Request(
                "POST",
                URI.create("http://receiver.test:" + server.getAddress().getPort() + path),
                Map.of(),
                Optional.of("{}"),
                Duration.ofSeconds(1),
                allowInternal);
    }

    /** A resolver that says what it is told, whatever is asked. */
    private static DnsResolver name(String... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                var resolved = new InetAddress[addresses.length];
                for (int index = 0; index < addresses.length; index++) {
                    resolved[index] = InetAddress.getByAddress(
                            host, InetAddress.getByName(addresses[index]).getAddress());
                }
                return resolved;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }
}
