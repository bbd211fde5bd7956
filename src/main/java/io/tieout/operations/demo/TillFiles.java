package io.tieout.operations.demo;

import io.tieout.operations.demo.Retailer.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The stores' side of the day: one POSLog file per store, with sales and a few returns. */
final class TillFiles {

    private static final int RETURN_EVERY = 15;

    private final Retailer retailer;
    private final Instant opening;
    private final LocalDate businessDay;

    TillFiles(Retailer retailer, Instant opening, LocalDate businessDay) {
        this.retailer = retailer;
        this.opening = opening;
        this.businessDay = businessDay;
    }

    List<DemoFile> files(int receiptsPerStore) {
        return Retailer.STORES.stream()
                .map(store -> DemoFile.xml(
                        "poslog-" + store + "-" + businessDay + ".xml",
                        Retailer.TILLS,
                        "transactions",
                        poslog(store, receiptsPerStore)))
                .toList();
    }

    private String poslog(String store, int receipts) {
        var transactions = new ArrayList<String>();
        for (var number = 1; number <= receipts; number++) {
            var at = opening.plus(number * 12L, ChronoUnit.MINUTES);
            transactions.add(
                    number % RETURN_EVERY == 0
                            ? goodsBack(store, number, at)
                            : sale(store, number, at, tender(number)));
        }
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <POSLog xmlns="http://www.nrf-arts.org/IXRetail/namespace/" MajorVersion="6" MinorVersion="0" FixVersion="0">
                %s
                </POSLog>
                """.formatted(String.join("\n", transactions));
    }

    private static String tender(int number) {
        if (number == 7) {
            return "GiftCard";
        }
        return number % 3 == 0 ? "Cash" : "CreditDebit";
    }

    private String sale(String store, int number, Instant at, String tender) {
        var lines = retailer.basket();
        var items = new ArrayList<String>();
        for (var line : lines) {
            items.add(item(items.size() + 1, "Sale", line));
        }
        return transaction(store, number, at, items, tender, Retailer.gross(lines));
    }

    private String goodsBack(String store, int number, Instant at) {
        var line = new Line(retailer.articles.get(retailer.random.nextInt(retailer.articles.size())), 1);
        return transaction(
                store,
                number,
                at,
                List.of(item(1, "Return", line)),
                "Cash",
                line.gross().negate());
    }

    private static String item(int number, String element, Line line) {
        return """
                    <LineItem><SequenceNumber>%d</SequenceNumber><%s ItemType="Stock">
                      <POSIdentity><POSItemID>%s</POSItemID></POSIdentity><ItemID>%s</ItemID><Description>%s</Description>
                      <RegularSalesUnitPrice>%s</RegularSalesUnitPrice><ActualSalesUnitPrice>%s</ActualSalesUnitPrice>
                      <ExtendedAmount>%s</ExtendedAmount><Quantity>%d</Quantity>
                      <Tax TaxType="VAT"><TaxRuleID>VAT19</TaxRuleID><Amount>%s</Amount><Percent>19</Percent></Tax>
                    </%s></LineItem>\
                """.formatted(
                        number,
                        element,
                        line.article().gtin(),
                        line.article().sku(),
                        line.article().title(),
                        line.article().net(),
                        line.article().net(),
                        line.net(),
                        line.quantity(),
                        line.tax(),
                        element);
    }

    private String transaction(
            String store, int number, Instant at, List<String> items, String tender, BigDecimal total) {
        return """
                  <Transaction CancelFlag="false">
                    <RetailStoreID>%s</RetailStoreID><WorkstationID>1</WorkstationID><SequenceNumber>%d</SequenceNumber>
                    <BusinessDayDate>%s</BusinessDayDate><BeginDateTime>%s</BeginDateTime><EndDateTime>%s</EndDateTime>
                    <CurrencyCode>EUR</CurrencyCode>
                    <RetailTransaction Version="2.1">
                %s
                    <LineItem><SequenceNumber>%d</SequenceNumber><Tender TenderType="%s" TypeCode="%s"><Amount>%s</Amount></Tender></LineItem>
                    <Total TotalType="TransactionGrandAmount">%s</Total>
                    </RetailTransaction>
                  </Transaction>\
                """.formatted(
                        store,
                        number,
                        businessDay,
                        at,
                        at.plusSeconds(60),
                        String.join("\n", items),
                        items.size() + 1,
                        tender,
                        total.signum() < 0 ? "Refund" : "Sale",
                        total.abs(),
                        total);
    }
}
