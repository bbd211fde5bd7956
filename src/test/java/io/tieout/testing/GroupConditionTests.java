package io.tieout.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupConditionTests {

    @Test
    void aGroupThatWasAskedForFailsInCiAndIsSkippedElsewhere() {
        var asked = Map.of("CI", "true", "TIEOUT_TEST_GROUPS", "docker,hledger");

        assertThatThrownBy(() -> GroupCondition.judge("hledger", false, asked)).hasMessageContaining("was asked for");
        assertThat(GroupCondition.judge("hledger", true, asked).isDisabled()).isFalse();
        assertThat(GroupCondition.judge("hledger", false, Map.of("CI", "true")).isDisabled())
                .isTrue();
        assertThat(GroupCondition.judge("hledger", false, Map.of("TIEOUT_TEST_GROUPS", "hledger"))
                        .isDisabled())
                .isTrue();
    }
}
