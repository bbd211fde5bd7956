package io.tieout.channels.declarative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tieout.channels.AdapterProblem;
import io.tieout.kernel.ProblemException;
import org.junit.jupiter.api.Test;

class CanonicalFormTests {

    private static final String ORDER = """
            {"order": {"externalId": "1", "orderedAt": "2026-03-02T08:15:00Z", "currency": "EUR", "version": null,
              "lines": {"sku": "A", "quantity": 2, "net": {"amount": "10.00"}, "taxes": {"code": "T", "amount": {"amount": 1.90}}},
              "shipping": {"net": {"amount": "1.00"}}, "requestedLocation": " ", "total": {"amount": "12.90"}}}
            """;

    private static CanonicalForm.Command demand(String result) {
        return CanonicalForm.demand(Definitions.JSON.readTree(result));
    }

    private static ProblemException refused(String result) {
        var refusal = catchThrowableOfType(ProblemException.class, () -> demand(result));
        assertThat(refusal).as(result).isNotNull();
        assertThat(refusal.type()).isEqualTo(AdapterProblem.RESULT_INVALID);
        return refusal;
    }

    private static void refusedAt(String result, String pointer) {
        assertThat(refused(result).places())
                .as(result)
                .extracting(ProblemException.Place::pointer)
                .contains(pointer);
    }

    @Test
    void whatIsSingleBecomesAListAndWhatIsEmptyGoes() {
        var command = demand(ORDER);

        assertThat(command.name()).isEqualTo("order");
        assertThat(command.document().path("lines").isArray()).isTrue();
        assertThat(command.document().path("lines").path(0).path("taxes").size())
                .isEqualTo(1);
        assertThat(command.document().has("version")).isFalse();
        assertThat(command.document().has("requestedLocation")).isFalse();
        assertThat(CanonicalForm.warnings(command)).isEmpty();
    }

    @Test
    void amountsThatDoNotAddUpAreAWarning() {
        var command = demand(ORDER.replace("12.90", "12.91"));

        assertThat(CanonicalForm.warnings(command)).singleElement().asString().contains("12.91", "12.90");
    }

    @Test
    void eachPlaceThatIsNotCanonicalIsNamed() {
        refusedAt(ORDER.replace("\"externalId\": \"1\",", ""), "/order/externalId");
        refusedAt(ORDER.replace("\"externalId\"", "\"orderNumber\""), "/order/orderNumber");
        refusedAt(ORDER.replace("2026-03-02T08:15:00Z", "2.3.2026"), "/order/orderedAt");
        refusedAt(ORDER.replace("\"EUR\"", "\"Euro\""), "/order/currency");
        refusedAt(ORDER.replace("\"10.00\"", "\"10,00\""), "/order/lines/0/net/amount");
        refusedAt(ORDER.replace("\"quantity\": 2", "\"quantity\": \"two\""), "/order/lines/0/quantity");
        refusedAt(ORDER.replace("\"code\": \"T\"", "\"code\": {\"a\": 1}"), "/order/lines/0/taxes/0/code");
        refusedAt("{\"cancellation\": {\"externalId\": 5}}", "/cancellation/externalId");
        refusedAt("{\"cancellation\": {\"externalId\": \"5\"}}", "/cancellation/cancelledAt");
        refusedAt("{\"ignore\": true}", "/ignore");
    }

    @Test
    void aResultIsOneCommand() {
        assertThat(refused("null")).hasMessageContaining("nothing");
        assertThat(refused("[{\"order\": {}}]")).hasMessageContaining("an array");
        assertThat(refused("{}")).hasMessageContaining("one member");
        assertThat(refused("{\"order\": {}, \"ignore\": \"x\"}")).hasMessageContaining("one member");
        assertThat(refused("{\"journal\": {}}")).hasMessageContaining("There is no journal here");
    }
}
