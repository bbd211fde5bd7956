package io.tieout.channels.poslog;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Notices elements of the standard's namespace that we neither use nor know to be of no use here, where money or goods could
 * stand. Vendors' own elements are extensions by design and are kept with the payload.
 */
final class UnknownParts {

    private static final int UNKNOWN_MAX = 20;

    private static final Map<String, Set<String>> KNOWN = Map.of(
            "Transaction",
                    Set.of(
                            "BusinessUnit",
                            "RetailStoreID",
                            "WorkstationID",
                            "TillID",
                            "SequenceNumber",
                            "TransactionID",
                            "BusinessDayDate",
                            "BeginDateTime",
                            "EndDateTime",
                            "POSLogDateTime",
                            "ReceiptDateTime",
                            "ReceiptNumber",
                            "ReceiptImage",
                            "OperatorID",
                            "CurrencyCode",
                            "RetailTransaction",
                            "ControlTransaction",
                            "TenderControlTransaction",
                            "InventoryControlTransaction"),
            "RetailTransaction",
                    Set.of(
                            "LineItem",
                            "Total",
                            "Customer",
                            "LoyaltyAccount",
                            "ReceiptDateTime",
                            "ReceiptNumber",
                            "TransactionCount",
                            "CurrencyCode",
                            "TransactionLink",
                            "PriceDerivationResult",
                            "Associate"),
            "LineItem",
                    Set.of(
                            "Sale",
                            "Return",
                            "Tender",
                            "Tax",
                            "LoyaltyReward",
                            "TenderChange",
                            "GiftCertificate",
                            "Deposit",
                            "Layaway",
                            "CustomerOrderForPickup",
                            "CustomerOrderForDelivery",
                            "SequenceNumber",
                            "BeginDateTime",
                            "EndDateTime",
                            "DateTime",
                            "LineItemText"));

    private UnknownParts() {}

    static void collect(XmlPart part, Set<String> unknown) {
        var known = KNOWN.get(part.name());
        if (known == null || unknown.size() >= UNKNOWN_MAX) {
            return;
        }
        for (var child : part.children()) {
            if (child.ours() && !known.contains(child.name())) {
                unknown.add(part.name() + "/" + child.name());
            }
            collect(child, unknown);
        }
    }

    static Set<String> of(XmlPart transaction) {
        var unknown = new TreeSet<String>();
        collect(transaction, unknown);
        return unknown;
    }
}
