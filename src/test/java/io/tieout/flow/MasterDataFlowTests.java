package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.ApiClients;
import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Master data from an ERP and a PIM, through the door. */
@IntegrationTest
class MasterDataFlowTests {

    @Autowired
    ApiClients clients;

    @LocalServerPort
    int port;

    private final Retailer retailer = Retailer.any();
    private final Papers papers = new Papers(retailer);
    private final String erp = "erp-md-" + retailer.id;
    private final String pim = "pim-md-" + retailer.id;
    private Hub hub = new Hub("", "");

    @BeforeEach
    void open() {
        var issued =
                clients.create("master-" + retailer.id, ApiClients.Terms.of(List.of("admin")), Actor.system("test"));
        hub = new Hub("http://127.0.0.1:" + port, issued.key());
        hub.configure(retailer.configuration(2, ""));
        hub.configure("""
                connections:
                  - {code: %2$s, adapter: masterdata, entity: %1$s, zone: Europe/Berlin, settings: {system: ERP, priceList: "list-%4$s"}}
                  - {code: %3$s, adapter: masterdata, entity: %1$s, zone: Europe/Berlin, settings: {system: PIM, decimalSeparator: ",", columns: "Artikel=sku,Bezeichnung=name,Preis=price", priceList: "list-%4$s"}}
                priceLists:
                  - {code: "list-%4$s", currency: EUR, connection: "%5$s"}
                """.formatted(retailer.entity, erp, pim, retailer.id, retailer.shop));
    }

    @Test
    void whatTheOwnerSaysCountsAndTheNewestOfItInWhateverOrderItComes() {
        var sku = "MD1-" + retailer.id;

        hub.processed(products(erp, sku, "Newer", "2026-11-20T10:00:00Z"));
        hub.processed(products(erp, sku, "Older", "2026-11-19T10:00:00Z"));

        assertThat(product(sku).path("name").asString()).isEqualTo("Newer");
        assertThat(product(sku).path("attributes").path("brand").asString()).isEqualTo("Example");
    }

    @Test
    void whatAnotherSystemSaysIsProposedAndAPersonDecides() {
        var sku = retailer.sku(1);
        hub.processed(products(pim, sku, "From the PIM", "2026-11-20T10:00:00Z"));

        assertThat(product(sku).path("name").asString()).isEqualTo("Thing 1");
        var proposals = hub.all("/api/v1/master-data/proposals?state=open&sku=" + sku);
        assertThat(proposals)
                .extracting(each -> each.path("attribute").asString())
                .contains("name", "brand");
        hub.processed(products(pim, sku, "From the PIM", "2026-11-21T10:00:00Z"));
        assertThat(hub.all("/api/v1/master-data/proposals?state=open&sku=" + sku))
                .hasSameSizeAs(proposals);

        decide(proposals, "name", "accept", "");
        decide(proposals, "brand", "refuse", "{\"reason\":\"not ours\"}");

        assertThat(product(sku).path("name").asString()).isEqualTo("From the PIM");
        assertThat(product(sku).path("attributes").has("brand")).isFalse();
        assertThat(hub.all("/api/v1/master-data/proposals?state=open&sku=" + sku))
                .isEmpty();
    }

    @Test
    void aRowThatCannotBeReadIsSomebodysAndAllOthersAreTaken() {
        var csv = """
                sku;name;gtin;attributes.colour;Odd
                MDA-%1$s;Pen;4099900047112;blue;x
                MDB-%1$s;Pad;4099900047113;red;x
                MDC-%1$s;Cup
                MDD-%1$s;Mug;;;
                """.formatted(retailer.id);

        hub.outcome(new Letter(erp, "products", "text/csv", Map.of(), csv));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(hub.get("/api/v1/products/MDA-" + retailer.id).status()).isEqualTo(200);
            assertThat(hub.get("/api/v1/products/MDD-" + retailer.id).status()).isEqualTo(200);
        });
        assertThat(hub.get("/api/v1/products/MDB-" + retailer.id).status()).isEqualTo(404);
        assertThat(hub.get("/api/v1/products/MDC-" + retailer.id).status()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var failed = hub.all("/api/v1/messages?connection=" + erp + "&state=failed");
            assertThat(failed)
                    .extracting(message -> message.path("reason").asString())
                    .anyMatch(reason -> reason.contains("Row 4"))
                    .hasSize(2);
            assertThat(failed).allMatch(message -> message.hasNonNull("workItem"));
        });
    }

    @Test
    void aDecimalCommaIsReadAsSuchAndNeverGuessed() {
        var sku = retailer.sku(1);
        var csv = "Artikel\tPreis\tvalidFrom\n" + sku + "\t1.234,50\t2026-01-01\n";

        hub.processed(new Letter(pim, "prices", "text/csv", Map.of(), csv));
        assertThat(price(sku)).isEqualTo("1234.50");

        var wrong = hub.outcome(new Letter(erp, "prices", "text/csv", Map.of(), "sku,price\n" + sku + ",\"12,50\"\n"));
        assertThat(wrong.path("state").asString()).isEqualTo("failed");
        assertThat(wrong.path("code").asString()).isEqualTo("master-data.row-invalid");
        assertThat(price(sku)).isEqualTo("1234.50");
    }

    @Test
    void aPriceOfAProductThatComesLaterWaitsForIt() {
        var sku = "MDL-" + retailer.id;
        var message =
                hub.outcome(Letter.json(erp, "prices", "{\"prices\":[{\"sku\":\"" + sku + "\",\"price\":\"7.00\"}]}"));
        assertThat(message.path("state").asString()).isEqualTo("parked");

        hub.processed(products(erp, sku, "Late", "2026-11-20T10:00:00Z"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(price(sku)).isEqualTo("7.00"));
    }

    @Test
    void aPromotionLowersThePriceForItsTimeOnly() {
        var sku = retailer.sku(2);
        hub.processed(
                Letter.json(erp, "prices", "[{\"sku\":\"" + sku + "\",\"price\":10,\"validFrom\":\"2026-01-01\"}]"));
        hub.processed(Letter.json(erp, "promotions", """
                [{"code": "P-%s", "effect": "PERCENT_OFF", "value": "25", "skus": ["%s"],
                  "validFrom": "2026-01-01", "validTo": "2026-02-01"}]""".formatted(retailer.id, sku)));

        assertThat(price(sku)).isEqualTo("10.00");
        var then = hub.get("/api/v1/prices/resolve?sku=" + sku + "&connection=" + retailer.shop
                        + "&at=2026-01-15T00:00:00Z")
                .ok();
        assertThat(then.path("price").path("amount").asString()).isEqualTo("7.50");
        assertThat(then.path("promotions").get(0).asString()).isEqualTo("P-" + retailer.id);
        assertThat(then.path("explanation")).isNotEmpty();
    }

    @Test
    void aLargeFileIsTakenInParts() {
        var rows = new StringBuilder("sku,name\n");
        for (var row = 0; row < 4_500; row++) {
            rows.append("BIG")
                    .append(row)
                    .append('-')
                    .append(retailer.id)
                    .append(",Row ")
                    .append(row)
                    .append('\n');
        }
        hub.outcome(new Letter(erp, "products", "text/csv", Map.of(), rows.toString()));

        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(hub.get("/api/v1/products/BIG4499-" + retailer.id)
                                .status())
                        .isEqualTo(200));
        assertThat(hub.get("/api/v1/products/BIG0-" + retailer.id).status()).isEqualTo(200);
    }

    @Test
    void aProductThatTheShopMadeAnewKeepsItsStockUnderOurSku_R62() {
        var sku = retailer.sku(1);
        var anew = "ANEW-" + retailer.id;
        retailer.receive(hub, "opening", retailer.warehouse, 10, List.of(sku));
        hub.configure(
                "products: [{sku: %s, name: Thing 1, aliases: [{code: %s, connection: %s, validFrom: 2026-01-01}]}]"
                        .formatted(sku, anew, retailer.shop));

        hub.processed(
                papers.shopOrder(7001, "", List.of(new Retailer.Item(anew, 2, new java.math.BigDecimal("10.00")))));
        hub.processed(papers.shopOrder(7002, "", List.of(retailer.item(1, 3, "10.00"))));

        var position = hub.all("/api/v1/inventory/positions?sku=" + sku).getFirst();
        assertThat(position.path("reserved").asString())
                .as("both codes take from one stock")
                .isEqualTo("5");
        assertThat(hub.all("/api/v1/inventory/positions?sku=" + anew))
                .as("no orphaned stock under the new code")
                .isEmpty();
        assertThat(hub.get("/api/v1/products/" + anew).status()).isEqualTo(404);
        assertThat(hub.order(retailer.shop, "7001").path("state").asString()).isEqualToIgnoringCase("released");
    }

    private static Letter products(String connection, String sku, String name, String changedAt) {
        return Letter.json(connection, "products", """
                {"products":[{"sku":"%s","name":"%s","changedAt":"%s","attributes":{"brand":"Example"}}]}""".formatted(sku, name, changedAt));
    }

    private void decide(List<JsonNode> proposals, String attribute, String what, String body) {
        var proposal = proposals.stream()
                .filter(each -> each.path("attribute").asString().equals(attribute))
                .findFirst()
                .orElseThrow();
        hub.post("/api/v1/master-data/proposals/" + proposal.path("id").asString() + "/" + what, body)
                .ok();
    }

    private JsonNode product(String sku) {
        return hub.get("/api/v1/products/" + sku).ok().path("product");
    }

    private String price(String sku) {
        return hub.get("/api/v1/prices/resolve?sku=" + sku + "&connection=" + retailer.shop)
                .body()
                .path("price")
                .path("amount")
                .asString("");
    }
}
