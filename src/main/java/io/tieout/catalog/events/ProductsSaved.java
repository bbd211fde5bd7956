package io.tieout.catalog.events;

import io.tieout.catalog.Product;
import java.util.List;

/** Products were created or changed; told once per call, in its transaction. */
public record ProductsSaved(List<Product> products) {

    public ProductsSaved {
        products = List.copyOf(products);
    }
}
