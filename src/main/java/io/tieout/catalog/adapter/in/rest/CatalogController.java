package io.tieout.catalog.adapter.in.rest;

import io.tieout.catalog.BundleComponent;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.catalog.Location;
import io.tieout.catalog.Product;
import io.tieout.catalog.ProductUnit;
import io.tieout.catalog.SkuAlias;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Master data, for reading; it is written through the configuration file and partners' feeds. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasAnyAuthority('SCOPE_config.read', 'SCOPE_inventory.read', 'SCOPE_orders.read')")
class CatalogController {

    private final Catalog catalog;

    CatalogController(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/products")
    Page<Product> products(
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return catalog.products(search, Math.clamp(limit, 1, Page.LIMIT_MAX), after);
    }

    @GetMapping("/products/{sku}")
    ProductView product(@PathVariable String sku) {
        var product = catalog.product(sku(sku))
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no product " + sku));
        return new ProductView(
                product,
                catalog.components(product.sku()),
                catalog.units(product.sku()),
                catalog.aliases(product.sku()));
    }

    private static Sku sku(String text) {
        try {
            return Sku.of(text);
        } catch (IllegalArgumentException noSku) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "There is no product " + text);
        }
    }

    /** A product with its structure. */
    record ProductView(
            Product product, List<BundleComponent> components, List<ProductUnit> units, List<SkuAlias> aliases) {}

    /** A few hundred at most, so all of them on one page. */
    @GetMapping("/locations")
    Page<Location> locations() {
        return new Page<>(catalog.locations(), null);
    }

    @GetMapping("/entities")
    Page<LegalEntity> entities() {
        return new Page<>(List.copyOf(catalog.entities()), null);
    }
}
