package io.tieout.returns.internal;

import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How a return line's taxes stand in the database. */
final class StoredTaxes {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<StoredTax>> LIST = new TypeReference<>() {};

    private StoredTaxes() {}

    record StoredTax(String code, String amount, boolean facilitator) {}

    static String write(List<PlaceOrder.Tax> taxes) {
        return JSON.writeValueAsString(taxes.stream()
                .map(tax -> new StoredTax(tax.code(), tax.amount().amount().toPlainString(), tax.facilitator()))
                .toList());
    }

    static List<PlaceOrder.Tax> read(String json, Currency currency) {
        return JSON.readValue(json, LIST).stream()
                .map(tax -> new PlaceOrder.Tax(
                        tax.code(), new Money(new BigDecimal(tax.amount()), currency), tax.facilitator()))
                .toList();
    }
}
