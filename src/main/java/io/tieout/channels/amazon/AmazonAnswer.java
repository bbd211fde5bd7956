package io.tieout.channels.amazon;

import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Amazon said to a call, or did not. */
sealed interface AmazonAnswer {

    /** It did what was asked. @param body an empty object where it said nothing */
    record Done(int status, JsonNode body) implements AmazonAnswer {}

    /** Not now. @param after how long to wait; null where it does not say */
    record Later(
            String why,
            @Nullable Duration after,
            @Nullable Integer status,
            @Nullable String body) implements Failed {}

    /** The call may have arrived, and there is no answer that says so. */
    record Lost(String why) implements Failed {}

    /** Not so, and not later either. */
    record Refused(String code, String message, int status, String body) implements Failed {}

    /** All that is not {@link Done}. */
    sealed interface Failed extends AmazonAnswer {

        /** In the words of the outbound engine. */
        default Sent sent() {
            return switch (this) {
                case Later later ->
                    new Sent(new Outcome.Retry(later.why(), later.after()), later.status(), later.body());
                case Lost lost -> new Sent(new Outcome.Unknown(lost.why()), null, null);
                case Refused refused ->
                    new Sent(new Outcome.Refused(refused.code(), refused.message()), refused.status(), refused.body());
            };
        }

        /** In a sentence, for a poller's trouble. */
        default String trouble() {
            return switch (this) {
                case Later later -> later.why();
                case Lost lost -> lost.why();
                case Refused refused -> refused.code() + ": " + refused.message();
            };
        }

        /** How long the partner does not want to be asked again. */
        default @Nullable Duration notBefore() {
            return this instanceof Later later ? later.after() : null;
        }
    }
}
