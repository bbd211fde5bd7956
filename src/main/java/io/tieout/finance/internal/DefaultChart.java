package io.tieout.finance.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/** The chart of accounts that ships built in, and the names of accounts that a chart of one's own does not name. */
public final class DefaultChart {

    /** An account's code and name. */
    record Account(String code, String name) {}

    private static final Map<String, Account> ACCOUNTS = accounts();

    private DefaultChart() {}

    /** Account code by account key. */
    public static Map<String, String> codes() {
        var codes = new LinkedHashMap<String, String>();
        ACCOUNTS.forEach((key, account) -> codes.put(key, account.code()));
        return codes;
    }

    static Map<String, Account> byKey() {
        return ACCOUNTS;
    }

    static String name(String key) {
        var account = ACCOUNTS.get(key);
        return account == null ? key : account.name();
    }

    private static Map<String, Account> accounts() {
        var chart = new LinkedHashMap<String, Account>();
        assets(chart);
        liabilities(chart);
        result(chart);
        return Map.copyOf(chart);
    }

    private static void assets(Map<String, Account> chart) {
        chart.put("tender.cash", new Account("1000", "Cash in tills"));
        chart.put("tender.card", new Account("1010", "Card terminal receivable"));
        chart.put("tender.gift-card", new Account("1020", "Gift cards redeemed, to be cleared"));
        chart.put("tender.other", new Account("1030", "Other tenders"));
        chart.put("till.clearing", new Account("1090", "Till clearing"));
        chart.put("bank", new Account("1100", "Bank"));
        chart.put("cash.in-transit", new Account("1110", "Cash in transit"));
        chart.put("currency.exchange", new Account("1190", "Currency exchange"));
        chart.put("channel.receivable", new Account("1210", "Channel receivable"));
        chart.put("channel.balance", new Account("1220", "Channel balance"));
        chart.put("reserve", new Account("1230", "Reserve held by channels"));
        chart.put("disputes", new Account("1240", "Disputed charges"));
        chart.put("refunds.awaiting-credit-memo", new Account("1250", "Refunds awaiting a credit memo"));
        chart.put("inter-company.receivable", new Account("1300", "Receivable from group companies"));
        chart.put("inter-company.goods", new Account("1310", "Goods taken over within the group"));
        chart.put("carried-forward", new Account("1290", "Settlements carried forward"));
    }

    private static void liabilities(Map<String, Account> chart) {
        chart.put("customer.deposits", new Account("2100", "Customer deposits"));
        chart.put("gift-card.liability", new Account("2110", "Gift card liability"));
        chart.put("store-credit.liability", new Account("2120", "Store credit liability"));
        chart.put("tax.payable", new Account("2200", "Tax payable"));
        chart.put("tax.facilitator-clearing", new Account("2210", "Marketplace facilitator tax clearing"));
        chart.put("loans", new Account("2300", "Marketplace loans and advances"));
        chart.put("tips", new Account("2400", "Tips to be passed on"));
        chart.put("refunds.liability", new Account("2130", "Refunds owed for goods that are back"));
        chart.put("inter-company.payable", new Account("2500", "Payable to group companies"));
        chart.put("suspense", new Account("2900", "Suspense"));
        chart.put("unidentified.receipts", new Account("2910", "Unidentified receipts"));
    }

    private static void result(Map<String, Account> chart) {
        chart.put("sales.revenue", new Account("4000", "Sales revenue"));
        chart.put("shipping.revenue", new Account("4010", "Shipping revenue"));
        chart.put("sales.returns", new Account("4100", "Sales returns"));
        chart.put("returns.fees", new Account("4110", "Fees kept back from returns"));
        chart.put("marketplace.reimbursements", new Account("4200", "Marketplace reimbursements"));
        chart.put("fees.commission", new Account("6000", "Commission"));
        chart.put("fees.refund-commission", new Account("6010", "Refund commission"));
        chart.put("fees.fulfilment", new Account("6020", "Fulfilment fees"));
        chart.put("fees.payment", new Account("6030", "Payment fees"));
        chart.put("fees.advertising", new Account("6040", "Advertising"));
        chart.put("fees.service", new Account("6050", "Service fees"));
        chart.put("fees.shipping-label", new Account("6060", "Shipping labels"));
        chart.put("fees.other", new Account("6090", "Other channel fees"));
        chart.put("returns.losses", new Account("6700", "Losses on returns and goodwill"));
        chart.put("over-short", new Account("6800", "Till over and short"));
        chart.put("rounding", new Account("6900", "Rounding"));
        chart.put("cash-rounding", new Account("6910", "Cash rounding"));
        chart.put("fx.realised", new Account("6920", "Realised exchange differences"));
    }
}
