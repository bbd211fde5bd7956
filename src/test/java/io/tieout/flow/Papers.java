package io.tieout.flow;

import io.tieout.flow.Retailer.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a retailer's partners send, in their own formats. */
final class Papers {

    /** Yesterday: what partners tell has happened, and its period is open. */
    static final LocalDate DAY = LocalDate.now(java.time.ZoneOffset.UTC).minusDays(1);

    static final Instant MORNING = DAY.atTime(6, 0).toInstant(java.time.ZoneOffset.UTC);

    private final Retailer retailer;

    Papers(Retailer retailer) {
        this.retailer = retailer;
    }

    /** An order of the web shop, signed as the shop signs. */
    Letter shopOrder(long number, String taxTitle, List<Item> items) {
        var lines = new ArrayList<String>();
        for (var item : items) {
            lines.add("""
                    {"id":%d,"variant_id":%d,"title":"Thing","name":"Thing","sku":"%s","quantity":%d,"price":"%s","total_discount":"0.00",
                     "taxable":true,"requires_shipping":true,"gift_card":false,
                     "tax_lines":[{"title":"%s","price":"%s","rate":0.19,"channel_liable":false}]}""".formatted(
                            number * 10 + lines.size(),
                            number * 10 + lines.size(),
                            item.sku(),
                            item.quantity(),
                            item.price(),
                            taxTitle,
                            item.tax()));
        }
        return signed("""
                {"id":%1$d,"name":"#%1$d","order_number":%1$d,"created_at":"%2$s","updated_at":"%2$s","processed_at":"%2$s",
                 "currency":"EUR","presentment_currency":"EUR","financial_status":"paid","fulfillment_status":null,"cancelled_at":null,
                 "taxes_included":false,"test":false,"total_price":"%3$s","subtotal_price":"%4$s","total_tax":"%5$s",
                 "total_discounts":"0.00","total_line_items_price":"%4$s",
                 "shipping_address":{"name":"Erika Muster","address1":"Weg 7","city":"Bremen","zip":"28195","country_code":"DE"},
                 "line_items":[%6$s],"shipping_lines":[]}""".formatted(
                        number,
                        MORNING,
                        Retailer.gross(items),
                        Retailer.net(items),
                        Retailer.tax(items),
                        String.join(",", lines)));
    }

    Letter signed(String body) {
        return new Letter(
                retailer.shop,
                "order",
                "application/json",
                Map.of("X-Shopify-Topic", "orders/create", "X-Shopify-Hmac-Sha256", sign(body)),
                body);
    }

    private static String sign(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Retailer.SHOP_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String amazonItem(String orderId, int line) {
        return "%014d".formatted(Math.floorMod(orderId.hashCode(), 1_000_000) * 100L + line);
    }

    /** An order of the marketplace, as its Orders API gives it. */
    Letter amazonOrder(String orderId, List<Item> items) {
        var lines = new ArrayList<String>();
        for (var item : items) {
            lines.add("""
                    {"ASIN":"B000000001","SellerSKU":"%s","OrderItemId":"%s","Title":"Thing","QuantityOrdered":%d,"QuantityShipped":0,
                     "ItemPrice":{"CurrencyCode":"EUR","Amount":"%s"},"ItemTax":{"CurrencyCode":"EUR","Amount":"%s"}}""".formatted(
                            item.sku(), amazonItem(orderId, lines.size()), item.quantity(), item.net(), item.tax()));
        }
        return Letter.json(retailer.amazon, "order", """
                {"payload":{"AmazonOrderId":"%1$s","PurchaseDate":"%2$s","LastUpdateDate":"%2$s","OrderStatus":"Unshipped",
                 "FulfillmentChannel":"MFN","SalesChannel":"Amazon.de","MarketplaceId":"A1PA6795UKMFR9","OrderType":"StandardOrder",
                 "OrderTotal":{"CurrencyCode":"EUR","Amount":"%3$s"},
                 "ShippingAddress":{"Name":"Erika Muster","AddressLine1":"Weg 7","City":"Hamburg","PostalCode":"20095","CountryCode":"DE"},
                 "OrderItems":[%4$s]}}""".formatted(
                        orderId, MORNING, Retailer.gross(items), String.join(",", lines)));
    }

    /** The warehouse says what left it. */
    Letter shipment(String channel, String order, String number, List<Item> items) {
        var lines = items.stream()
                .map(item -> "{\"sku\":\"%s\",\"quantity\":%d}".formatted(item.sku(), item.quantity()))
                .toList();
        return Letter.json(retailer.carrier, "shipment", """
                {"orderConnection":"%s","orderExternalId":"%s","externalId":"%s","location":"%s","shippedAt":"%s",
                 "carrier":"DHL","trackingNumber":"T-%s","lines":[%s]}""".formatted(
                        channel,
                        order,
                        number,
                        retailer.warehouse,
                        MORNING.plus(6, ChronoUnit.HOURS),
                        number,
                        String.join(",", lines)));
    }

    /** A row of a settlement report. @param order empty for none */
    record Row(String transaction, String order, String item, String type, String description, BigDecimal amount) {}

    /** Rows of an order as the marketplace settles it; the commission is given. */
    static List<Row> settled(String orderId, List<Item> items, String commission) {
        var rows = new ArrayList<Row>();
        for (var line = 0; line < items.size(); line++) {
            var item = amazonItem(orderId, line);
            rows.add(new Row(
                    "Order",
                    orderId,
                    item,
                    "ItemPrice",
                    "Principal",
                    items.get(line).net()));
            rows.add(new Row(
                    "Order", orderId, item, "ItemPrice", "Tax", items.get(line).tax()));
        }
        rows.add(new Row(
                "Order", orderId, amazonItem(orderId, 0), "ItemFees", "Commission", new BigDecimal(commission)));
        return rows;
    }

    static BigDecimal total(List<Row> rows) {
        return rows.stream().map(Row::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A V2 flat file. @param deposit what its head says, which need not be the sum */
    Letter settlement(String number, BigDecimal deposit, List<Row> rows) {
        var columns = ("settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency"
                        + " transaction-type order-id merchant-order-id adjustment-id shipment-id marketplace-name"
                        + " amount-type amount-description amount fulfillment-id posted-date posted-date-time"
                        + " order-item-code merchant-order-item-id merchant-adjustment-item-id sku quantity-purchased"
                        + " promotion-id")
                .split(" ");
        var text = new StringBuilder(String.join("\t", columns)).append('\n');
        var start = DAY.minusDays(13) + " 00:00:00 UTC";
        var end = DAY + " 20:00:00 UTC";
        text.append(line(
                columns,
                Map.of(
                        "settlement-id", number,
                        "settlement-start-date", start,
                        "settlement-end-date", end,
                        "deposit-date", end,
                        "total-amount", deposit.toPlainString(),
                        "currency", "EUR")));
        for (var row : rows) {
            text.append(line(
                    columns,
                    Map.ofEntries(
                            Map.entry("settlement-id", number),
                            Map.entry("transaction-type", row.transaction()),
                            Map.entry("order-id", row.order()),
                            Map.entry("marketplace-name", "Amazon.de"),
                            Map.entry("amount-type", row.type()),
                            Map.entry("amount-description", row.description()),
                            Map.entry("amount", row.amount().toPlainString()),
                            Map.entry("posted-date", DAY.toString()),
                            Map.entry("posted-date-time", DAY + " 12:00:00 UTC"),
                            Map.entry("order-item-code", row.item()))));
        }
        return Letter.text(retailer.amazon, "settlement", text.toString());
    }

    private static String line(String[] columns, Map<String, String> values) {
        var cells = new ArrayList<String>(Collections.nCopies(columns.length, ""));
        for (var index = 0; index < columns.length; index++) {
            cells.set(index, values.getOrDefault(columns[index], ""));
        }
        return String.join("\t", cells) + "\n";
    }

    /** One credit on the bank account. */
    Letter statement(String number, String reference, BigDecimal amount, String text) {
        var opening = new BigDecimal("1000.00");
        var day = DAY.plusDays(1);
        return Letter.xml(retailer.bank, "bank-statement", """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
                  <GrpHdr><MsgId>M-%1$s</MsgId><CreDtTm>%2$sT18:00:00</CreDtTm></GrpHdr>
                  <Stmt><Id>%1$s</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>%2$sT18:00:00</CreDtTm>
                    <Acct><Id><IBAN>%3$s</IBAN></Id><Ccy>EUR</Ccy></Acct>
                    <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%4$s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%2$s</Dt></Dt></Bal>
                    <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%5$s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%2$s</Dt></Dt></Bal>
                    <Ntry><NtryRef>%6$s</NtryRef><Amt Ccy="EUR">%7$s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
                      <BookgDt><Dt>%2$s</Dt></BookgDt><ValDt><Dt>%2$s</Dt></ValDt><AcctSvcrRef>%6$s</AcctSvcrRef>
                      <BkTxCd><Prtry><Cd>166</Cd></Prtry></BkTxCd>
                      <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
                        <RltdPties><Dbtr><Nm>MARKETPLACE PAYMENTS</Nm></Dbtr></RltdPties>
                        <RmtInf><Ustrd>%8$s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
                  </Stmt></BkToCstmrStmt></Document>
                """.formatted(
                        number, day, retailer.iban, opening, opening.add(amount), reference, amount, text));
    }

    /** A receipt of the till. @param element {@code Sale} or {@code Return} */
    String receipt(int sequence, String element, Item item, String original) {
        var back = element.equals("Return");
        return """
                  <Transaction CancelFlag="false">
                    <RetailStoreID>%1$s</RetailStoreID><WorkstationID>1</WorkstationID><SequenceNumber>%2$d</SequenceNumber>
                    <BusinessDayDate>%3$s</BusinessDayDate><BeginDateTime>%3$sT10:00:00Z</BeginDateTime><EndDateTime>%3$sT10:01:00Z</EndDateTime>
                    <CurrencyCode>EUR</CurrencyCode>
                    <RetailTransaction Version="2.1">
                      <LineItem><SequenceNumber>1</SequenceNumber><%4$s ItemType="Stock">
                        <ItemID>%5$s</ItemID><Description>Thing</Description>
                        <RegularSalesUnitPrice>%6$s</RegularSalesUnitPrice><ActualSalesUnitPrice>%6$s</ActualSalesUnitPrice>
                        <ExtendedAmount>%7$s</ExtendedAmount><Quantity>%8$d</Quantity>
                        <Tax TaxType="VAT"><TaxRuleID>VAT19</TaxRuleID><Amount>%9$s</Amount><Percent>19</Percent></Tax>
                        %10$s</%4$s></LineItem>
                      <LineItem><SequenceNumber>2</SequenceNumber><Tender TenderType="Cash" TypeCode="%11$s"><Amount>%12$s</Amount></Tender></LineItem>
                      <Total TotalType="TransactionGrandAmount">%13$s</Total>
                    </RetailTransaction>
                  </Transaction>
                """.formatted(
                        retailer.store,
                        sequence,
                        DAY,
                        element,
                        item.sku(),
                        item.price(),
                        item.net(),
                        item.quantity(),
                        item.tax(),
                        original,
                        back ? "Refund" : "Sale",
                        item.gross(),
                        back ? item.gross().negate() : item.gross());
    }

    /** A receipt of the till that takes an earlier one back. */
    String postVoid(int sequence, int voided) {
        return """
                  <Transaction>
                    <RetailStoreID>%1$s</RetailStoreID><WorkstationID>1</WorkstationID><SequenceNumber>%2$d</SequenceNumber>
                    <BusinessDayDate>%3$s</BusinessDayDate><BeginDateTime>%3$sT11:00:00Z</BeginDateTime><EndDateTime>%3$sT11:01:00Z</EndDateTime>
                    <CurrencyCode>EUR</CurrencyCode>
                    <RetailTransaction>
                      <TransactionLink ReasonCode="Voided"><SequenceNumber>%4$d</SequenceNumber></TransactionLink>
                    </RetailTransaction>
                  </Transaction>
                """.formatted(retailer.store, sequence, DAY, voided);
    }

    /** Names the receipt that goods were bought with. */
    String boughtWith(int sequence) {
        return "<TransactionLink><RetailStoreID>%s</RetailStoreID><WorkstationID>1</WorkstationID><SequenceNumber>%d</SequenceNumber><BusinessDayDate>%s</BusinessDayDate></TransactionLink>"
                .formatted(retailer.store, sequence, DAY);
    }

    Letter poslog(String... receipts) {
        return Letter.xml(retailer.tills, "transactions", """
                <?xml version="1.0" encoding="UTF-8"?>
                <POSLog xmlns="http://www.nrf-arts.org/IXRetail/namespace/" MajorVersion="6" MinorVersion="0" FixVersion="0">
                %s
                </POSLog>
                """.formatted(String.join("\n", receipts)));
    }
}
