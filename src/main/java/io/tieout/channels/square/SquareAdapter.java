package io.tieout.channels.square;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.JsonPeek;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.internal.Shipments;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Square's events and what is fetched for them. An event of an order only names it: the poller fetches it soon after. Events of
 * payments and refunds hold what they tell of.
 */
@Component
class SquareAdapter implements ChannelAdapter {

    static final String NAME = "square";
    static final String EVENT = "event";
    static final String ORDER = "order";
    static final String PAYMENT = "payment";
    static final String REFUND = "refund";
    static final String CATALOG = "catalog";

    private static final Set<String> LOOKED_AT = Set.of("id", "event_id", "version", "updated_at", "order_id");
    private static final KnownFields KNOWN = KnownFields.load(SquareAdapter.class, "square.fields");

    private final SquareSales sales;
    private final SquarePayments payments;
    private final SquareCatalogue catalogue;
    private final SquareRows rows;
    private final Drift drift;

    SquareAdapter(SquareSales sales, SquarePayments payments, SquareCatalogue catalogue, SquareRows rows, Drift drift) {
        this.sales = sales;
        this.payments = payments;
        this.catalogue = catalogue;
        this.rows = rows;
        this.drift = drift;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(EVENT, ORDER, PAYMENT, REFUND, CATALOG);
    }

    @Override
    public boolean signs() {
        return true;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/json");
    }

    @Override
    public boolean verify(Connection connection, Map<String, String> headers, byte[] body, Secret secret) {
        var given = headers.get("x-square-hmacsha256-signature");
        var key = secret.value(SquareSettings.WEBHOOK);
        var url = new SquareSettings(connection).notificationUrl();
        return given != null
                && key.isPresent()
                && url.isPresent()
                && SquareSignature.fits(key.get(), url.get(), body, given);
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException {
        var found = JsonPeek.at(raw.open(), LOOKED_AT, Set.of(ORDER, PAYMENT, REFUND));
        if (kind.equals(EVENT)) {
            var event = found.get("event_id");
            return event == null ? Identification.NONE : new Identification("event:" + event, null, null);
        }
        var id = found.get("id");
        if (id == null || kind.equals(CATALOG)) {
            return Identification.NONE;
        }
        return new Identification(
                kind + ":" + id,
                kind.equals(ORDER) ? found.get("version") : found.get("updated_at"),
                kind.equals(ORDER)
                        ? Shipments.key(connection.code().value(), id)
                        : kind + ":" + connection.code() + ":" + id);
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var document = JsonFields.read(raw.open());
        return switch (message.kind()) {
            case EVENT -> event(connection, message, document);
            case ORDER -> sales.take(connection, message, unwrap(document, ORDER), unknown(ORDER, document));
            case PAYMENT -> payments.take(connection, message, unwrap(document, PAYMENT), unknown(PAYMENT, document));
            case REFUND -> payments.refund(connection, unwrap(document, REFUND), unknown(REFUND, document));
            case CATALOG -> catalogue.take(connection, document);
            default -> throw new ProblemException(InboxProblem.NO_HANDLER, "Square has no kind " + message.kind());
        };
    }

    private Outcome event(Connection connection, InboxMessage message, JsonFields document) {
        if (!document.has("type") || !document.has("event_id")) {
            throw new ProblemException(InboxProblem.NOT_THIS_KIND, "This is no event: it needs type and event_id");
        }
        var type = document.text("type", 64);
        var object = document.object("data").object("object");
        return switch (type) {
            case "order.created" -> wanted(connection, message, object.object("order_created"));
            case "order.updated" -> wanted(connection, message, object.object("order_updated"));
            case "order.fulfillment.updated" ->
                new Outcome.Ignored("Fulfilment of an order; order.updated says what it is now");
            case "payment.created", "payment.updated" -> {
                var payment = object.object(PAYMENT);
                yield payments.take(connection, message, payment, unknown(PAYMENT, payment));
            }
            case "refund.created", "refund.updated" -> {
                var refund = object.object(REFUND);
                yield payments.refund(connection, refund, unknown(REFUND, refund));
            }
            case "catalog.version.updated" -> new Outcome.Ignored("The catalogue changed; the next round fetches it");
            default -> new Outcome.Ignored("Events " + type + " are of no interest here");
        };
    }

    /** Its version says whether the order that is here already is as new. */
    private Outcome wanted(Connection connection, InboxMessage message, JsonFields named) {
        var order = named.text("order_id", 128);
        var version = named.decimalOrNull("version");
        rows.want(connection.code(), order, version == null ? 1 : version.longValue(), message.receivedAt());
        var subject = BusinessKey.of(Shipments.key(connection.code().value(), order));
        return drift.processed(NAME, Set.of(subject), Set.of());
    }

    static JsonFields unwrap(JsonFields document, String kind) {
        var wrapped = document.objectOrNull(kind);
        var object = wrapped == null ? document : wrapped;
        var fits = switch (kind) {
            case ORDER -> object.has("location_id") && object.has("state") && object.has("version");
            case PAYMENT -> object.has("amount_money") && object.has("status") && !object.has("payment_id");
            default -> object.has("amount_money") && object.has("status") && object.has("payment_id");
        };
        if (!fits) {
            throw new ProblemException(InboxProblem.NOT_THIS_KIND, "This is no " + kind + " of Square");
        }
        return object;
    }

    private static Set<String> unknown(String kind, JsonFields document) {
        var wrapped = document.objectOrNull(kind);
        var object = tools.jackson.databind.json.JsonMapper.shared().createObjectNode();
        object.set(kind, wrapped == null ? document.node() : wrapped.node());
        return KNOWN.unknown(object);
    }
}
