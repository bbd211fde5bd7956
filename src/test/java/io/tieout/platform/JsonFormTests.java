package io.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Page;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.platform.internal.json.KernelModule;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class JsonFormTests {

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new KernelModule())
            .findAndAddModules()
            .build();

    record Everything(
            Sku sku,
            LocationCode location,
            EntityCode entity,
            ConnectionCode connection,
            BusinessKey key,
            MessageId message,
            Currency currency,
            Money money,
            Quantity quantity) {}

    @Test
    void kernelTypesAreFlatBothWays() {
        var message = MessageId.next();
        var all = new Everything(
                Sku.of("A-1"),
                LocationCode.of("WH1"),
                EntityCode.of("DE01"),
                ConnectionCode.of("shop"),
                BusinessKey.of("order:shop:1"),
                message,
                Currency.getInstance("EUR"),
                Money.of("12.3", "EUR"),
                Quantity.of(3));

        var text = json.writeValueAsString(all);

        assertThat(json.readTree(text)).isEqualTo(json.readTree("""
                {"sku":"A-1","location":"WH1","entity":"DE01","connection":"shop","key":"order:shop:1","message":"%s",
                 "currency":"EUR","money":{"amount":"12.30","currency":"EUR"},"quantity":3}
                """.formatted(message)));
        assertThat(json.readValue(text, Everything.class)).isEqualTo(all);
    }

    @Test
    void identifiersAreKeysOfMapsBothWays() {
        var text = json.writeValueAsString(Map.of(Sku.of("A-1"), Quantity.of("0.250")));

        assertThat(text).isEqualTo("{\"A-1\":\"0.25\"}");
        assertThat(json.readValue(text, new TypeReference<Map<Sku, Quantity>>() {}))
                .containsEntry(Sku.of("A-1"), Quantity.of("0.25"));
    }

    @Test
    void quantitiesAreIntegersOrStringsWithAFraction() {
        assertThat(json.writeValueAsString(Quantity.of("1.50"))).isEqualTo("\"1.5\"");
        assertThat(json.writeValueAsString(Quantity.of("1000"))).isEqualTo("1000");
        assertThat(json.readValue("1000", Quantity.class)).isEqualTo(Quantity.of(1000));
        assertThat(json.readValue("\"1.5\"", Quantity.class)).isEqualTo(Quantity.of("1.5"));
        assertThat(json.readValue("1.5", Quantity.class)).isEqualTo(Quantity.of("1.5"));
    }

    @Test
    void moneyKeepsMoreDecimalsThanTheCurrencyHas() {
        assertThat(json.writeValueAsString(Money.of("0.0001", "EUR")))
                .isEqualTo("{\"amount\":\"0.0001\",\"currency\":\"EUR\"}");
        assertThat(json.writeValueAsString(Money.of("1E+3", "JPY")))
                .isEqualTo("{\"amount\":\"1000\",\"currency\":\"JPY\"}");
    }

    @Test
    void theLastPageSaysThatThereIsNoNext() {
        assertThat(json.writeValueAsString(new Page<>(List.of(Sku.of("A-1")), null)))
                .isEqualTo("{\"items\":[\"A-1\"],\"next\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12.34",
                "{\"amount\":12.34,\"currency\":\"EUR\"}",
                "{\"amount\":\"12,34\",\"currency\":\"EUR\"}",
                "{\"amount\":\"1\",\"currency\":\"EURO\"}",
                "{\"amount\":\"1\"}",
                "{\"amount\":\"1\",\"currency\":\"EUR\",\"rate\":1}",
                "{\"amount\":\"1E+1000000000\",\"currency\":\"EUR\"}"
            })
    void whatIsNotMoneyIsRefused(String text) {
        assertThatThrownBy(() -> json.readValue(text, Money.class)).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"many\"", "{}", "1E+1000000000", "0.0000001"})
    void whatIsNotAQuantityIsRefused(String text) {
        assertThatThrownBy(() -> json.readValue(text, Quantity.class)).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"sku\":\" \"}", "{\"sku\":1}", "{\"sku\":{\"value\":\"A\"}}", "{\"message\":\"x\"}"})
    void anIdentifierThatItsTypeRefusesIsTheCallersMistake(String text) {
        assertThatThrownBy(() -> json.readValue(text, Everything.class)).isInstanceOf(JacksonException.class);
    }
}
