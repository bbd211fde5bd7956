package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import java.util.Optional;

/** What SKU a shop's product said its variant has. */
@FunctionalInterface
interface ShopifyVariantSkus {

    Optional<String> sku(Connection connection, String variant);
}
