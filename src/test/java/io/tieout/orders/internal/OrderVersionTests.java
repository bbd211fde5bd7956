package io.tieout.orders.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderVersionTests {

    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(OrderVersion.newer("10", "9")).isTrue();
        assertThat(OrderVersion.newer("9", "10")).isFalse();
    }

    @Test
    void timesAreComparedAsInstantsWhateverTheirZone() {
        assertThat(OrderVersion.newer("2026-11-24T10:00:00Z", "2026-11-24T10:30:00+01:00"))
                .isTrue();
        assertThat(OrderVersion.newer("2026-11-24T10:00:00+02:00", "2026-11-24T09:00:00Z"))
                .isFalse();
    }

    @Test
    void theSameVersionIsNotNewer() {
        assertThat(OrderVersion.newer("3", "3")).isFalse();
    }

    @Test
    void aVersionThatIsNotStatedIsNeverNewer() {
        assertThat(OrderVersion.newer(null, "1")).isFalse();
        assertThat(OrderVersion.newer(null, null)).isFalse();
        assertThat(OrderVersion.newer("1", null)).isTrue();
    }
}
