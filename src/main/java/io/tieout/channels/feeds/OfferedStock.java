package io.tieout.channels.feeds;

import io.tieout.channels.Connection;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.util.Collection;
import java.util.Map;

/** What stock a channel is offered. */
interface OfferedStock {

    /** In all, and by location. */
    record Offer(Quantity quantity, Map<LocationCode, Quantity> places) {}

    /** Of each of the SKUs, none left out. */
    Map<Sku, Offer> offered(Connection connection, Collection<Sku> skus);
}
