package io.tieout.platform.internal.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.kernel.Money;
import io.tieout.kernel.Page;
import io.tieout.kernel.Quantity;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The contract's JSON forms: money as {@code {"amount":"12.34","currency":"EUR"}}, quantities as integers, or as strings
 * where they have a fraction, and a page's {@code next} always present. Identifiers are flat by jMolecules' own module.
 */
public final class KernelModule extends SimpleModule {

    public KernelModule() {
        super("tieout-kernel");
        addSerializer(Money.class, new MoneyWriter());
        addDeserializer(Money.class, new MoneyReader());
        addSerializer(Quantity.class, new QuantityWriter());
        addDeserializer(Quantity.class, new QuantityReader());
        setDeserializerModifier(new IdentifierReading());
        setMixInAnnotation(Page.class, PageForm.class);
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private abstract static class PageForm {}

    private static final class MoneyWriter extends StdSerializer<Money> {

        MoneyWriter() {
            super(Money.class);
        }

        @Override
        public void serialize(Money money, JsonGenerator json, SerializationContext context) {
            json.writeStartObject();
            json.writeStringProperty("amount", money.amount().toPlainString());
            json.writeStringProperty("currency", money.currency().getCurrencyCode());
            json.writeEndObject();
        }
    }

    private static final class MoneyReader extends StdDeserializer<Money> {

        MoneyReader() {
            super(Money.class);
        }

        @Override
        public @Nullable Money deserialize(JsonParser json, DeserializationContext context) {
            var node = context.readTree(json);
            var amount = node.get("amount");
            var currency = node.get("currency");
            if (!node.isObject() || node.size() != 2 || !isString(amount) || !isString(currency)) {
                return context.reportInputMismatch(
                        Money.class,
                        "Money is {\"amount\":\"12.34\",\"currency\":\"EUR\"}, the amount a decimal number in a string");
            }
            try {
                return new Money(new BigDecimal(amount.stringValue()), Currency.getInstance(currency.stringValue()));
            } catch (IllegalArgumentException refused) {
                return context.reportInputMismatch(
                        Money.class, "Not an amount of money in a currency of ISO 4217: %s", node.toString());
            }
        }

        private static boolean isString(@Nullable JsonNode node) {
            return node != null && node.isString();
        }
    }

    private static final class QuantityWriter extends StdSerializer<Quantity> {

        QuantityWriter() {
            super(Quantity.class);
        }

        @Override
        public void serialize(Quantity quantity, JsonGenerator json, SerializationContext context) {
            if (quantity.value().scale() > 0) {
                json.writeString(quantity.value().toPlainString());
            } else {
                json.writeNumber(quantity.value().toBigIntegerExact());
            }
        }
    }

    private static final class QuantityReader extends StdDeserializer<Quantity> {

        QuantityReader() {
            super(Quantity.class);
        }

        @Override
        public @Nullable Quantity deserialize(JsonParser json, DeserializationContext context) {
            var token = json.currentToken();
            if (token != JsonToken.VALUE_STRING && (token == null || !token.isNumeric())) {
                return context.reportInputMismatch(Quantity.class, "A quantity is a number, or a decimal in a string");
            }
            try {
                return Quantity.of(json.getString());
            } catch (IllegalArgumentException refused) {
                return context.reportInputMismatch(Quantity.class, "Not a quantity: %s", json.getString());
            }
        }
    }
}
