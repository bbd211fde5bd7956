package io.tieout.tax.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.tax.TaxAnswer;
import io.tieout.tax.TaxQuestion;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TaxCalculationTests {

    @Test
    void taxIsAddedToNetAmountsAndTakenOutOfGrossOnes() {
        var added = reckon(false, TaxQuestion.Rounding.LINE, "EUR", "0.19", "100.00", "9.99");
        assertThat(added.tax()).isEqualTo(Money.of("20.90", "EUR"));
        assertThat(added.net()).isEqualTo(Money.of("109.99", "EUR"));

        var within = reckon(true, TaxQuestion.Rounding.LINE, "EUR", "0.19", "119.00", "9.99");
        assertThat(within.lines())
                .extracting(TaxAnswer.Line::tax)
                .containsExactly(Money.of("19.00", "EUR"), Money.of("1.60", "EUR"));
        assertThat(within.net()).isEqualTo(Money.of("108.39", "EUR"));
    }

    @Test
    void roundingByDocumentMayDifferFromRoundingByLineByCents() {
        var byLine = reckon(false, TaxQuestion.Rounding.LINE, "EUR", "0.07", "0.50", "0.50", "0.50");
        var byDocument = reckon(false, TaxQuestion.Rounding.DOCUMENT, "EUR", "0.07", "0.50", "0.50", "0.50");

        assertThat(byLine.tax()).isEqualTo(Money.of("0.12", "EUR"));
        assertThat(byDocument.tax()).isEqualTo(Money.of("0.11", "EUR"));
        assertThat(byDocument.lines())
                .extracting(TaxAnswer.Line::tax)
                .containsExactlyInAnyOrder(Money.of("0.04", "EUR"), Money.of("0.04", "EUR"), Money.of("0.03", "EUR"));
    }

    @Test
    void whatIsGivenBackMirrorsWhatWasTaken() {
        var sold = reckon(true, TaxQuestion.Rounding.LINE, "EUR", "0.19", "19.99");
        var back = reckon(true, TaxQuestion.Rounding.LINE, "EUR", "0.19", "-19.99");
        assertThat(back.tax()).isEqualTo(sold.tax().negated());
        assertThat(reckon(false, TaxQuestion.Rounding.LINE, "JPY", "0.10", "105")
                        .tax())
                .isEqualTo(Money.of("11", "JPY"));
    }

    @Test
    void linesAlwaysSumToTheDocument() {
        var seed = Long.getLong("tieout.seed", 20261124L);
        var random = new Random(seed);
        for (var round = 0; round < 500; round++) {
            var amounts = new ArrayList<String>();
            for (var line = 0; line <= random.nextInt(12); line++) {
                amounts.add(
                        BigDecimal.valueOf(random.nextInt(200_000) - 100_000, 2).toPlainString());
            }
            var inclusive = random.nextBoolean();
            var rate = "0." + (1 + random.nextInt(300));
            var answer = reckon(inclusive, TaxQuestion.Rounding.DOCUMENT, "EUR", rate, amounts.toArray(String[]::new));
            var total = amounts.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            var exact = inclusive
                    ? total.multiply(new BigDecimal(rate))
                            .divide(BigDecimal.ONE.add(new BigDecimal(rate)), 20, java.math.RoundingMode.HALF_UP)
                    : total.multiply(new BigDecimal(rate));
            assertThat(answer.tax().amount().subtract(exact).abs())
                    .as("seed %s, round %s: %s at %s", seed, round, amounts, rate)
                    .isLessThanOrEqualTo(new BigDecimal("0.0051"));
            assertThat(Money.sum(
                            answer.tax().currency(),
                            answer.lines().stream().map(TaxAnswer.Line::tax).toList()))
                    .isEqualTo(answer.tax());
        }
    }

    private static TaxAnswer reckon(
            boolean inclusive, TaxQuestion.Rounding rounding, String currency, String rate, String... amounts) {
        var lines = new ArrayList<TaxQuestion.Line>();
        for (var amount : amounts) {
            lines.add(new TaxQuestion.Line(
                    String.valueOf(lines.size() + 1), null, "STANDARD", Quantity.of(1), Money.of(amount, currency)));
        }
        var question = new TaxQuestion(
                EntityCode.of("DE01"),
                "test",
                LocalDate.of(2026, 11, 24),
                "DE",
                "",
                null,
                Currency.getInstance(currency),
                inclusive,
                rounding,
                List.copyOf(lines));
        return TaxCalculation.of(question, _ -> new BigDecimal(rate));
    }
}
