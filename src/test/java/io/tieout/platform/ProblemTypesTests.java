package io.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemCatalogue;
import io.tieout.kernel.ProblemType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTypesTests {

    private record Other(String code, int status, String title, String advice) implements ProblemType {}

    @Test
    void aCodeUsedTwiceStopsTheStart() {
        var again = ProblemCatalogue.of(new Other("not-found", 404, "Mine", "None"));

        assertThatThrownBy(() -> new ProblemTypes(List.of(ProblemCatalogue.of(CommonProblem.values()), again)))
                .hasMessageContaining("not-found");
    }

    @Test
    void everyTypeSaysWhatToDoAndHasAStatusForErrors() {
        var types = new ProblemTypes(
                List.of(ProblemCatalogue.of(CommonProblem.values()), ProblemCatalogue.of(WebProblem.values())));

        assertThat(types.all())
                .hasSize(CommonProblem.values().length + WebProblem.values().length)
                .allSatisfy(type -> {
                    assertThat(type.status()).isBetween(400, 599);
                    assertThat(type.title()).isNotBlank();
                    assertThat(type.advice()).isNotBlank();
                });
    }
}
