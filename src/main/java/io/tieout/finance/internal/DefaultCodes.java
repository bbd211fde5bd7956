package io.tieout.finance.internal;

import java.util.Map;
import java.util.TreeMap;

/** Codes that so many partners use that a new hub knows them. */
final class DefaultCodes {

    /** Our tax code by a channel's title and rate, or name. */
    static final Map<String, String> TAX = tax();

    /** Our tender by a partner's payment method. */
    static final Map<String, String> PAYMENT_METHODS = paymentMethods();

    private DefaultCodes() {}

    private static Map<String, String> tax() {
        var codes = new TreeMap<String, String>();
        for (var title : new String[] {"VAT", "MwSt", "USt", "DE MwSt", "DE VAT", "DE Standard", "Umsatzsteuer"}) {
            codes.put(title + " 19%", "DE19");
            codes.put(title + " 0.19", "DE19");
            codes.put(title + " 7%", "DE7");
            codes.put(title + " 0.07", "DE7");
            codes.put(title + " 0%", "DE0");
        }
        codes.put("DE19", "DE19");
        codes.put("DE7", "DE7");
        codes.put("DE0", "DE0");
        codes.put("STANDARD", "DE19");
        codes.put("REDUCED", "DE7");
        codes.put("ZERO", "DE0");
        return Map.copyOf(codes);
    }

    private static Map<String, String> paymentMethods() {
        var methods = new TreeMap<String, String>();
        for (var cash : new String[] {"cash", "Cash", "CASH"}) {
            methods.put(cash, "cash");
        }
        for (var card : new String[] {
            "card",
            "Card",
            "CARD",
            "credit_card",
            "CreditCard",
            "Credit",
            "Debit",
            "DebitCard",
            "CreditDebit",
            "shopify_payments",
            "visa",
            "mastercard"
        }) {
            methods.put(card, "card");
        }
        for (var gift : new String[] {"gift_card", "GiftCard", "GiftCertificate", "gift-card"}) {
            methods.put(gift, "gift-card");
        }
        for (var other : new String[] {"other", "Other", "Check", "Voucher", "StoreCredit", "paypal", "PayPal"}) {
            methods.put(other, "other");
        }
        return Map.copyOf(methods);
    }
}
