package io.tieout.channels.shopify;

import io.tieout.access.Roles;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Webhook {@code app/uninstalled}: from now on the shop refuses every call. The object is the shop. */
@Component
class ShopifyApp extends ShopifyTopic {

    private static final String UNINSTALLED = "app/uninstalled";

    ShopifyApp(ShopifyWatch watch) {
        super(Set.of("app"), "shop", watch);
    }

    @Override
    @Nullable
    String object(Map<String, String> found) {
        return null;
    }

    @Override
    @Nullable
    String orderingKey(Connection connection, Map<String, String> found) {
        return null;
    }

    @Override
    Outcome take(Connection connection, InboxMessage message, JsonFields document) {
        var topic = message.headers().getOrDefault(TOPIC, UNINSTALLED);
        if (!topic.equals(UNINSTALLED)) {
            throw new ProblemException(InboxProblem.NOT_THIS_KIND, "Topic " + topic + " is not of kind app");
        }
        var subject = BusinessKey.of("connection:" + connection.code());
        return new Outcome.ProcessedWithRemarks(
                Set.of(subject),
                List.of(new Remark(
                        ShopifyProblem.APP_UNINSTALLED,
                        subject,
                        Roles.INTEGRATION,
                        "The app of connection " + connection.code() + " was uninstalled",
                        Map.of("topic", topic))));
    }
}
