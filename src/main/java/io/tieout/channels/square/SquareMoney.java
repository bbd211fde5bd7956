package io.tieout.channels.square;

import io.tieout.channels.format.JsonFields;
import io.tieout.kernel.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Square's amounts: whole minor units with their currency. */
final class SquareMoney {

    private SquareMoney() {}

    static Money read(JsonFields parent, String name) {
        return money(parent.object(name));
    }

    static Money orZero(JsonFields parent, String name, Currency currency) {
        var money = parent.objectOrNull(name);
        return money == null ? Money.zero(currency) : money(money, currency);
    }

    static @Nullable Money orNull(JsonFields parent, String name) {
        var money = parent.objectOrNull(name);
        return money == null ? null : money(money);
    }

    private static Money money(JsonFields money) {
        return money(money, money.currency("currency"));
    }

    private static Money money(JsonFields money, Currency currency) {
        if (money.has("currency") && !money.currency("currency").equals(currency)) {
            throw money.invalid("currency", "is not the order's, " + currency.getCurrencyCode());
        }
        var minor = money.decimalOrNull("amount");
        if (minor == null) {
            return Money.zero(currency);
        }
        try {
            return Money.ofMinor(minor.longValueExact(), currency);
        } catch (ArithmeticException fraction) {
            throw money.invalid("amount", "must be whole minor units");
        }
    }
}
