package io.tieout.channels.internal;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import io.tieout.returns.Authorisation;
import io.tieout.returns.AuthoriseReturn;
import io.tieout.returns.Disposition;
import io.tieout.returns.ReceiveReturn;
import io.tieout.returns.RefundAnswer;
import io.tieout.returns.ReturnDetails;
import io.tieout.returns.ReturnFacts;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.Returns;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What partners tell of returns that are known: who agreed, what was received, what became of a refund. */
@Component
class ReturnMessages {

    private static final int ID_MAX = 128;

    private final Returns returns;
    private final ReturnFacts facts;
    private final PartnerCodes codes;

    ReturnMessages(Returns returns, ReturnFacts facts, PartnerCodes codes) {
        this.returns = returns;
        this.facts = facts;
        this.codes = codes;
    }

    BusinessKey authorisation(Connection connection, JsonFields document) {
        var known = find(connection, document);
        facts.authorise(
                known.id(),
                new AuthoriseReturn(
                        document.as("state", 32, text -> Authorisation.State.valueOf(constant(text))),
                        document.has("by")
                                ? document.as("by", 32, text -> Authorisation.By.valueOf(constant(text)))
                                : Authorisation.By.MARKETPLACE,
                        document.has("reason") ? document.text("reason", 256) : "Told by " + connection.code(),
                        document.textOrNull("reference"),
                        document.instantOrNull("expiresAt")),
                actor(connection));
        return known.key();
    }

    BusinessKey receipt(Connection connection, JsonFields document, @Nullable MessageId message) {
        var known = find(connection, document);
        var at = document.instant("receivedAt");
        facts.receive(
                known.id(),
                new ReceiveReturn(
                        document.text("externalId", ID_MAX),
                        document.as("location", 64, code -> codes.location(connection, code, at)),
                        at,
                        document.flag("complete", false),
                        document.list("lines").stream()
                                .map(line -> new ReceiveReturn.Line(
                                        line.textOrNull("lineReference"),
                                        line.as("sku", 64, code -> codes.sku(connection, code, at)),
                                        line.quantity("quantity"),
                                        line.has("disposition")
                                                ? line.as(
                                                        "disposition", 32, text -> Disposition.valueOf(constant(text)))
                                                : null,
                                        line.has("actualSku") ? actual(connection, line, at) : null,
                                        line.textOrNull("serial"),
                                        line.has("expires") ? line.as("expires", 10, ReturnMessages::date) : null))
                                .toList(),
                        message),
                actor(connection));
        return known.key();
    }

    private Sku actual(Connection connection, JsonFields line, java.time.Instant at) {
        return line.as("actualSku", 64, code -> codes.sku(connection, code, at));
    }

    BusinessKey refund(JsonFields document) {
        var refund = document.as("refund", 36, UUID::fromString);
        facts.refundAnswered(new RefundAnswer(
                refund,
                document.flag("succeeded", false),
                document.textOrNull("reference"),
                document.has("words") ? document.text("words", 256) : "",
                document.instant("at")));
        return BusinessKey.of("refund:" + refund);
    }

    /** By the teller's number and connection, or the one open return of an order. */
    private ReturnDetails find(Connection connection, JsonFields document) {
        if (document.has("returnExternalId")) {
            var teller = document.has("returnConnection")
                    ? document.as("returnConnection", 64, ConnectionCode::of)
                    : connection.code();
            var number = document.text("returnExternalId", ID_MAX);
            return returns.find(teller, number)
                    .orElseThrow(() -> new ProblemException(
                            InboxProblem.FIELD_INVALID, "There is no return " + number + " of " + teller));
        }
        var channel = document.has("orderConnection")
                ? document.as("orderConnection", 64, ConnectionCode::of)
                : connection.code();
        var order = document.text("orderExternalId", ID_MAX);
        var open = facts.open(channel, order);
        if (open.size() != 1) {
            throw new ProblemException(
                    ReturnProblem.ORDER_UNKNOWN,
                    "Order " + order + " of " + channel + " has " + open.size()
                            + " open returns; say which one is meant by returnExternalId");
        }
        return open.getFirst();
    }

    private static Actor actor(Connection connection) {
        return Actor.system(connection.code().value());
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (java.time.format.DateTimeParseException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
