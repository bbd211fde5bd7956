package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.OutboundHttp.Request;
import io.tieout.kernel.ConnectionCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access tokens of Login with Amazon: the refresh token, which never changes, against one that is good for an hour. Kept in
 * memory only, until shortly before it ends.
 */
@Component
class AmazonTokens {

    static final String CLIENT_ID = "clientId";
    static final String CLIENT_SECRET = "clientSecret";
    static final String REFRESH_TOKEN = "refreshToken";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration MARGIN = Duration.ofMinutes(2);
    private static final long LIFE_SECONDS_MAX = 86_400;

    private final Map<ConnectionCode, Held> held = new ConcurrentHashMap<>();
    private final JsonMapper json;
    private final Clock clock;

    AmazonTokens(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** A token, or why there is none. */
    sealed interface Token {
        record Usable(String value) implements Token {}

        record Missing(AmazonAnswer.Failed why) implements Token {}
    }

    /** @param refresh the refresh token that it was got for; another one ends it */
    private record Held(String refresh, String token, Instant until) {}

    Token token(Connection connection, AmazonSettings settings, PartnerCalls calls) {
        var refresh = calls.secret(REFRESH_TOKEN).orElse(null);
        var client = calls.secret(CLIENT_ID).orElse(null);
        var secret = calls.secret(CLIENT_SECRET).orElse(null);
        if (refresh == null || client == null || secret == null) {
            return new Token.Missing(new AmazonAnswer.Refused(
                    AmazonProblem.SETTING_INVALID.code(),
                    "The secrets " + CLIENT_ID + ", " + CLIENT_SECRET + " and " + REFRESH_TOKEN + " are needed",
                    0,
                    ""));
        }
        var known = held.get(connection.code());
        if (known != null && known.refresh.equals(refresh) && clock.instant().isBefore(known.until)) {
            return new Token.Usable(known.token);
        }
        var body = "grant_type=refresh_token&refresh_token=" + encoded(refresh) + "&client_id=" + encoded(client)
                + "&client_secret=" + encoded(secret);
        var request = new Request(
                "POST",
                settings.tokenUrl(),
                Map.of("content-type", "application/x-www-form-urlencoded;charset=UTF-8"),
                Optional.of(body),
                TIMEOUT,
                settings.allowInternal());
        return switch (calls.exchange("getToken", Priority.ORDERS, request)) {
            case Reply.NotSent(var reason) -> later("No token: " + reason, null, null);
            case Reply.Lost(var reason) -> later("No token: " + reason, null, null);
            case Reply.Answer answer
            when answer.status() == 429 || answer.status() >= 500 ->
                later("No token: HTTP " + answer.status(), AmazonCalls.retryAfter(answer), answer.status());
            case Reply.Answer answer -> read(connection, refresh, answer);
        };
    }

    private Token read(Connection connection, String refresh, Reply.Answer answer) {
        try {
            var body = json.readTree(answer.body());
            var token = body.path("access_token").asString("");
            if (answer.status() == 200 && !token.isEmpty()) {
                var seconds = Math.clamp(body.path("expires_in").asLong(0), 0, LIFE_SECONDS_MAX);
                held.put(
                        connection.code(),
                        new Held(
                                refresh,
                                token,
                                clock.instant().plusSeconds(seconds).minus(MARGIN)));
                return new Token.Usable(token);
            }
            // What the answer says is not kept: it might name the secret.
            return new Token.Missing(new AmazonAnswer.Refused(
                    "amazon.login-refused",
                    "Login with Amazon answers HTTP " + answer.status() + " "
                            + body.path("error").asString(""),
                    answer.status(),
                    ""));
        } catch (JacksonException broken) {
            return later("No token: the answer breaks off or is no JSON", null, answer.status());
        }
    }

    void forget(Connection connection) {
        held.remove(connection.code());
    }

    private static Token later(String why, @Nullable Duration after, @Nullable Integer status) {
        return new Token.Missing(new AmazonAnswer.Later(why, after, status, null));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
