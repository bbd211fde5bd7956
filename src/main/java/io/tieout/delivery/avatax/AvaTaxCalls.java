package io.tieout.delivery.avatax;

import io.tieout.delivery.spi.OutboundHttp;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The calls of AvaTax's REST API that the hub makes. */
final class AvaTaxCalls {

    private final OutboundHttp http;
    private final URI base;
    private final String secret;
    private final boolean allowInternal;
    private final Duration timeout;

    /** @param secret account number and licence key with a colon between */
    AvaTaxCalls(OutboundHttp http, URI base, String secret, boolean allowInternal, Duration timeout) {
        this.http = http;
        this.base = base;
        this.secret = secret;
        this.allowInternal = allowInternal;
        this.timeout = timeout;
    }

    OutboundHttp.Reply create(String transaction) {
        return exchange("POST", "/api/v2/transactions/create", Optional.of(transaction));
    }

    OutboundHttp.Reply find(String company, String code) {
        return exchange(
                "GET", "/api/v2/companies/" + encode(company) + "/transactions/" + encode(code), Optional.empty());
    }

    private OutboundHttp.Reply exchange(String method, String path, Optional<String> body) {
        var root = base.toString();
        return http.exchange(new OutboundHttp.Request(
                method,
                URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path),
                Map.of(
                        "content-type",
                        "application/json",
                        "accept",
                        "application/json",
                        "x-avalara-client",
                        "Tieout; 1; Java; 2; server",
                        "authorization",
                        "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))),
                body,
                timeout,
                allowInternal));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
