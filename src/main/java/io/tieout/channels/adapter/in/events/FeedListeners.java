package io.tieout.channels.adapter.in.events;

import io.tieout.catalog.Product;
import io.tieout.catalog.events.BundlesSaved;
import io.tieout.catalog.events.PricesChanged;
import io.tieout.catalog.events.ProductsSaved;
import io.tieout.channels.FeedKind;
import io.tieout.channels.feeds.FeedNotes;
import io.tieout.channels.feeds.Publishing;
import io.tieout.delivery.events.PartnerMessageEnded;
import io.tieout.inventory.events.StockChanged;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Notes in the transaction of each change what channels are to be told of. */
@Component
class FeedListeners {

    private final FeedNotes notes;
    private final Publishing publishing;

    FeedListeners(FeedNotes notes, Publishing publishing) {
        this.notes = notes;
        this.publishing = publishing;
    }

    /** In the transaction that concludes the attempt: what the channel has acknowledged is known if and only if it is. */
    @EventListener
    void on(PartnerMessageEnded event) {
        if (event.type().startsWith("command.publish-")) {
            publishing.ended(event.id(), event.end() == PartnerMessageEnded.End.DELIVERED, event.reason());
        }
    }

    @EventListener
    void on(StockChanged event) {
        notes.add(FeedKind.AVAILABILITY, List.of(event.sku()));
    }

    @EventListener
    void on(BundlesSaved event) {
        notes.add(FeedKind.AVAILABILITY, event.bundles());
    }

    @EventListener
    void on(PricesChanged event) {
        notes.add(FeedKind.PRICE, event.skus());
    }

    @EventListener
    void on(ProductsSaved event) {
        var skus = event.products().stream().map(Product::sku).toList();
        notes.add(FeedKind.PRODUCT, skus);
        notes.add(FeedKind.AVAILABILITY, skus);
    }
}
