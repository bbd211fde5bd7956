package io.tieout.delivery.adapter.out.http;

import io.tieout.delivery.internal.AddressPolicy;
import io.tieout.delivery.spi.OutboundHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * HTTP on Apache's client, whose resolver hook gives exactly the addresses that are then connected to: they are judged there,
 * so that a name which comes to point inside between check and use gains nothing. No redirects, cookies, proxies or retries of
 * its own; one deadline over the whole exchange, however slowly an answer drips.
 */
@Component
class GuardedHttp implements OutboundHttp, DisposableBean {

    private static final int CONNECT_TIMEOUT_MS_MAX = 5_000;
    private static final int CONNECTIONS_MAX = 1_000;
    private static final int CONNECTIONS_PER_ADDRESS_MAX = 256;
    private static final int IDLE_SECONDS_MAX = 20;

    private final CloseableHttpClient anywhere;
    private final CloseableHttpClient publicOnly;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("delivery-deadlines").daemon().factory());

    GuardedHttp() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    GuardedHttp(DnsResolver names) {
        this.anywhere = client(names);
        this.publicOnly = client(new PublicOnly(names));
    }

    private static CloseableHttpClient client(DnsResolver names) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setMaxConnTotal(CONNECTIONS_MAX)
                        .setMaxConnPerRoute(CONNECTIONS_PER_ADDRESS_MAX)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofMilliseconds(CONNECT_TIMEOUT_MS_MAX))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                        .build())
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(IDLE_SECONDS_MAX))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Tieout")
                .build();
    }

    @Override
    public Reply exchange(Request request) {
        var call = new HttpUriRequestBase(request.method(), request.url());
        request.headers().forEach(call::setHeader);
        request.body().ifPresent(body -> call.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON)));
        request.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .findFirst()
                .ifPresent(type -> request.body()
                        .ifPresent(body -> call.setEntity(new StringEntity(body, ContentType.parse(type.getValue())))));
        var timeout = Timeout.of(request.timeout());
        call.setConfig(RequestConfig.custom()
                .setResponseTimeout(timeout)
                .setConnectionRequestTimeout(timeout)
                .build());
        var deadline = deadlines.schedule(call::cancel, request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return (request.allowInternal() ? anywhere : publicOnly)
                    .execute(call, response -> read(response, request.answerBytesMax()));
        } catch (UnknownHostException | ConnectException | ConnectTimeoutException failure) {
            return new Reply.NotSent(text(failure));
        } catch (NoRouteToHostException | ConnectionRequestTimeoutException | SSLException failure) {
            return new Reply.NotSent(text(failure));
        } catch (IOException failure) {
            return new Reply.Lost(call.isCancelled() ? "No complete answer in " + request.timeout() : text(failure));
        } finally {
            deadline.cancel(false);
        }
    }

    private static String text(IOException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private static Reply read(ClassicHttpResponse response, int bytesMax) throws IOException {
        var headers = new HashMap<String, String>();
        for (var header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        var entity = response.getEntity();
        var body = "";
        if (entity != null) {
            try (var content = unpacked(entity.getContent())) {
                body = new String(content.readNBytes(bytesMax), StandardCharsets.UTF_8);
            }
        }
        return new Reply.Answer(response.getCode(), headers, body);
    }

    /** Documents are stored packed by some partners, and no header of the answer says so. */
    private static InputStream unpacked(InputStream content) throws IOException {
        var seen = new PushbackInputStream(content, 2);
        var start = seen.readNBytes(2);
        seen.unread(start);
        return start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b
                ? new GZIPInputStream(seen)
                : seen;
    }

    @Override
    public void destroy() throws IOException {
        deadlines.shutdownNow();
        anywhere.close();
        publicOnly.close();
    }

    /** A name that points inside. */
    private static final class AddressRefused extends UnknownHostException {
        AddressRefused(String host) {
            super("destination.address-refused: " + host + " is an internal address");
        }
    }

    /** Lets nobody connect to an internal address. One inside among several refuses the name as a whole. */
    private record PublicOnly(DnsResolver names) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            var addresses = names.resolve(host);
            for (var address : addresses) {
                if (AddressPolicy.internal(address)) {
                    throw new AddressRefused(host);
                }
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return names.resolveCanonicalHostname(host);
        }
    }
}
