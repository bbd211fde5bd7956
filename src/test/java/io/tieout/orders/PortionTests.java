package io.tieout.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PortionTests {

    @Test
    void aThirdOfTenEurosIsRoundedAndTheRestFollows() {
        var ten = Money.of("10.00", "EUR");

        assertThat(portion(3, 0, 1).of(ten)).isEqualTo(Money.of("3.33", "EUR"));
        assertThat(portion(3, 1, 1).of(ten)).isEqualTo(Money.of("3.34", "EUR"));
        assertThat(portion(3, 2, 1).of(ten)).isEqualTo(Money.of("3.33", "EUR"));
    }

    @Test
    void theWholeAtOnceIsTheAmount() {
        assertThat(portion(7, 0, 7).of(Money.of("0.05", "EUR"))).isEqualTo(Money.of("0.05", "EUR"));
    }

    @Test
    void moreThanTheWholeIsRefused() {
        assertThatThrownBy(() -> portion(3, 2, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partsAlwaysSumToTheWholeAndNeverChangeSign() {
        var seed = Long.getLong("tieout.seed", 20261124L);
        System.out.println("PortionTests seed " + seed);
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++) {
            var whole = 1 + random.nextInt(40);
            var amount = Money.ofMinor(random.nextInt(5000), java.util.Currency.getInstance("EUR"));
            var sum = Money.zero(amount.currency());
            for (var taken = 0; taken < whole; ) {
                var part = 1 + random.nextInt(whole - taken);
                var share = portion(whole, taken, part).of(amount);
                assertThat(share.isNegative()).isFalse();
                sum = sum.plus(share);
                taken += part;
            }
            assertThat(sum).isEqualTo(amount);
        }
    }

    private static Portion portion(long whole, long before, long part) {
        return new Portion(Quantity.of(whole), Quantity.of(before), Quantity.of(part));
    }
}
