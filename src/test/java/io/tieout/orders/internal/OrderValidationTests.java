package io.tieout.orders.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.catalog.Product;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.PlaceOrder;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OrderValidationTests {

    private static final PlaceOrder.Line LINE = line("1", "A", "2", "10.00", "1.90", false);

    @Test
    void amountsThatAddUpAreAccepted() {
        assertThatNoException().isThrownBy(() -> OrderValidation.checkForm(order("EUR", "11.90", List.of(LINE)), 10));
    }

    @Test
    void theTotalMayBeStatedWithOrWithoutTheFacilitatorsTax() {
        var facilitated = List.of(line("1", "A", "1", "10.00", "1.90", true));

        assertThatNoException().isThrownBy(() -> OrderValidation.checkForm(order("EUR", "11.90", facilitated), 10));
        assertThatNoException().isThrownBy(() -> OrderValidation.checkForm(order("EUR", "10.00", facilitated), 10));
    }

    @Test
    void aCentOffIsRefused() {
        refused(OrderProblem.AMOUNTS_DIFFER, () -> OrderValidation.checkForm(order("EUR", "11.91", List.of(LINE)), 10));
    }

    @Test
    void anOrderNeedsLinesButNotTooMany() {
        refused(OrderProblem.NO_LINES, () -> OrderValidation.checkForm(order("EUR", "0", List.of()), 10));
        refused(OrderProblem.TOO_MANY_LINES, () -> OrderValidation.checkForm(order("EUR", "11.90", List.of(LINE)), 0));
    }

    @Test
    void quantitiesArePositive() {
        refused(
                OrderProblem.QUANTITY_INVALID,
                () -> OrderValidation.checkForm(
                        order("EUR", "11.90", List.of(line("1", "A", "0", "10.00", "1.90", false))), 10));
        refused(
                OrderProblem.QUANTITY_INVALID,
                () -> OrderValidation.checkForm(
                        order("EUR", "11.90", List.of(line("1", "A", "-1", "10.00", "1.90", false))), 10));
    }

    @Test
    void negativeAmountsAreRefused() {
        refused(
                OrderProblem.AMOUNTS_INVALID,
                () -> OrderValidation.checkForm(
                        order("EUR", "-8.10", List.of(line("1", "A", "1", "-10.00", "1.90", false))), 10));
    }

    @Test
    void aReferenceIsUsedOnce() {
        refused(
                OrderProblem.LINE_REPEATED,
                () -> OrderValidation.checkForm(order("EUR", "23.80", List.of(LINE, LINE)), 10));
    }

    @Test
    void aTestCurrencyIsNoCurrency() {
        refused(OrderProblem.CURRENCY_UNKNOWN, () -> OrderValidation.checkForm(order("XXX", "0", List.of(LINE)), 10));
    }

    @Test
    void anUnknownSkuIsNamedWithItsPlace() {
        assertThatThrownBy(() -> OrderValidation.checkProducts(List.of(LINE), Map.of()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(OrderProblem.SKU_UNKNOWN);
                    assertThat(problem.places().getFirst().pointer()).isEqualTo("/lines/0/sku");
                });
    }

    @Test
    void onlyWeighedGoodsHaveFractions() {
        var half = List.of(line("1", "A", "0.5", "10.00", "1.90", false));

        refused(OrderProblem.QUANTITY_INVALID, () -> OrderValidation.checkProducts(half, products("EA")));
        assertThatNoException().isThrownBy(() -> OrderValidation.checkProducts(half, products("KGM")));
    }

    private static Map<Sku, Product> products(String unit) {
        return Map.of(Sku.of("A"), new Product(Sku.of("A"), null, "A thing", "STANDARD", unit, true));
    }

    private static void refused(OrderProblem problem, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(problem));
    }

    private static PlaceOrder.Line line(
            String reference, String sku, String quantity, String net, String tax, boolean facilitator) {
        return new PlaceOrder.Line(
                reference,
                Sku.of(sku),
                sku,
                "A thing",
                Quantity.of(quantity),
                Money.of(net, "EUR"),
                Money.of("0", "EUR"),
                List.of(new PlaceOrder.Tax("VAT", Money.of(tax, "EUR"), facilitator)));
    }

    private static PlaceOrder order(String currency, String total, List<PlaceOrder.Line> lines) {
        return new PlaceOrder(
                ConnectionCode.of("shop"),
                "1001",
                null,
                EntityCode.of("E1"),
                Instant.EPOCH,
                Currency.getInstance(currency),
                true,
                null,
                lines,
                List.of(),
                List.of(),
                Money.of(total, currency),
                null,
                Map.of(),
                null);
    }
}
