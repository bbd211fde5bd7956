package io.tieout.operations.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of Standard Webhooks on this machine, which checks every signature and tells which order was released. */
final class Receiver implements AutoCloseable {

    private static final Pattern RELEASED =
            Pattern.compile("\"type\":\"[^\"]*sales-order\\.released[^\"]*\",\"subject\":\"order:shop:([0-9]+)\"");
    private static final byte[] KEY = "a key of the bench's own".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final LongConsumer released;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong badlySigned = new AtomicLong();

    Receiver(LongConsumer released) throws IOException {
        this.released = released;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    static String secret() {
        return "whsec_" + Base64.getEncoder().encodeToString(KEY);
    }

    long received() {
        return received.get();
    }

    long badlySigned() {
        return badlySigned.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            var content = headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + "." + body;
            if (("v1," + signature(content)).equals(headers.getFirst("webhook-signature"))) {
                received.incrementAndGet();
                var order = RELEASED.matcher(body);
                if (order.find()) {
                    released.accept(Long.parseLong(order.group(1)));
                }
            } else {
                badlySigned.incrementAndGet();
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static String signature(String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
