package io.tieout.channels.square;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What SKU each variation of the seller's catalogue has; lines of orders name variations only. */
@Component
class SquareCatalogue {

    private final SquareRows rows;
    private final Inbox inbox;

    SquareCatalogue(SquareRows rows, Inbox inbox) {
        this.rows = rows;
        this.inbox = inbox;
    }

    Outcome take(Connection connection, JsonFields document) {
        if (!document.has("objects")) {
            throw new ProblemException(InboxProblem.NOT_THIS_KIND, "This is no page of a catalogue: it needs objects");
        }
        var variations = 0;
        for (var object : document.list("objects")) {
            var data = object.objectOrNull("item_data");
            variations += keep(connection, object);
            if (data != null) {
                for (var variation : data.list("variations")) {
                    variations += keep(connection, variation);
                }
            }
        }
        return variations == 0
                ? new Outcome.Ignored("No variations")
                : new Outcome.Processed(Set.of(BusinessKey.of("catalog:" + connection.code())));
    }

    private int keep(Connection connection, JsonFields object) {
        var data = object.objectOrNull("item_variation_data");
        if (!"ITEM_VARIATION".equals(object.textOrNull("type"))) {
            return 0;
        }
        var id = object.text("id", 192);
        var sku = data == null || data.textOrNull("sku") == null ? null : data.text("sku", 128);
        var version = object.decimalOrNull("version");
        rows.save(
                connection.code(),
                id,
                sku,
                data == null ? null : data.textOrNull("name"),
                object.flag("is_deleted", false),
                version == null ? 0 : version.longValue());
        if (sku != null) {
            inbox.resume(Mappings.waitKey(MappingKind.SKU, connection.code().value(), id));
        }
        return 1;
    }
}
