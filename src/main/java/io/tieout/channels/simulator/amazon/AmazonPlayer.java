package io.tieout.channels.simulator.amazon;

import io.tieout.channels.simulator.SimulatedPartner;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays the Selling Partner API: tokens, orders in both versions, Amazon's own stock, reports and feeds. Actions: {@code order}
 * and {@code inventory} with the document as body, {@code report?type=..} with its text, {@code end?feed=..&status=..} with the
 * processing report, {@code list?how=duplicate|reordered|late&times=n} for the next lists of orders.
 */
public final class AmazonPlayer implements SimulatedPartner {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final AtomicReference<AmazonAccount> account = new AtomicReference<>(new AmazonAccount());
    private final AtomicReference<Listing> listing = new AtomicReference<>(Listing.AS_IT_IS);
    private final AtomicInteger listings = new AtomicInteger();

    /** How orders are listed. */
    public enum Listing {
        AS_IT_IS,
        /** Each twice. */
        DUPLICATE,
        /** The newest first. */
        REORDERED,
        /** Only the next time. */
        LATE
    }

    @Override
    public String name() {
        return "amazon";
    }

    /** What it knows and was told. */
    public AmazonAccount account() {
        return account.get();
    }

    /** The next so many lists of orders are as told. */
    public void list(Listing how, int times) {
        listing.set(how);
        listings.set(times);
    }

    /** The API's own name of the operation that was called. */
    public static String operation(Request request) {
        return AmazonRoutes.operation(request);
    }

    @Override
    public Response answer(Request request) {
        var operation = operation(request);
        var lists = operation.equals("getOrders") || operation.equals("searchOrders");
        var how = lists && listings.getAndDecrement() > 0 ? listing.get() : Listing.AS_IT_IS;
        return AmazonRoutes.answer(request, account(), base(request), how);
    }

    private static URI base(Request request) {
        return URI.create("http://" + orElse(request.header("host"), "127.0.0.1") + "/amazon");
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    @Override
    public Response act(String action, Request request) {
        var query = request.query();
        try {
            switch (action) {
                case "order" -> account().order(JSON.readTree(request.body()));
                case "inventory" -> account().inventory(JSON.readTree(request.body()));
                case "report" -> account().report(query.getOrDefault("type", ""), request.text());
                case "end" ->
                    account().end(query.getOrDefault("feed", ""), query.getOrDefault("status", "DONE"), request.text());
                case "list" ->
                    list(
                            Listing.valueOf(query.getOrDefault("how", "").toUpperCase(java.util.Locale.ROOT)),
                            Integer.parseInt(query.getOrDefault("times", "1")));
                default -> throw new IllegalArgumentException("amazon knows no action " + action);
            }
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("This is no JSON: " + broken.getOriginalMessage(), broken);
        }
        return Response.status(204);
    }

    @Override
    public Response errorsWithin(Request request) {
        return AmazonRoutes.errors(200, "InternalFailure", "We encountered an internal error. Please try again.");
    }

    @Override
    public Response throttled(Request request, int seconds) {
        return AmazonRoutes.errors(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")
                .with("Retry-After", Integer.toString(seconds))
                .with("x-amzn-RateLimit-Limit", "0.5");
    }

    @Override
    public void reset() {
        account.set(new AmazonAccount());
        listings.set(0);
    }
}
