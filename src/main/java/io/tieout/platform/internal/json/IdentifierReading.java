package io.tieout.platform.internal.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.UUID;
import org.jmolecules.ddd.types.Identifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads identifiers that are records of one text or UUID from their flat form. jMolecules' module does so too, but where a
 * record's constructor refuses the value it breaks with a NullPointerException (0.33.0), which would be answered as our own
 * failure instead of the caller's. Can go when that is mended.
 */
final class IdentifierReading extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1;

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
        var type = description.getBeanClass();
        if (!type.isRecord() || !Identifier.class.isAssignableFrom(type) || type.getRecordComponents().length != 1) {
            return deserializer;
        }
        var component = type.getRecordComponents()[0].getType();
        return component == String.class || component == UUID.class ? new Reader(type, component) : deserializer;
    }

    private static final class Reader extends StdDeserializer<Object> {

        private final Class<?> component;

        Reader(Class<?> type, Class<?> component) {
            super(type);
            this.component = component;
        }

        @Override
        public @Nullable Object deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return context.handleUnexpectedToken(context.constructType(handledType()), json);
            }
            var text = json.getString();
            try {
                var value = component == UUID.class ? UUID.fromString(text) : text;
                return constructor().newInstance(value);
            } catch (InvocationTargetException refused) {
                return context.handleWeirdStringValue(
                        handledType(),
                        text,
                        "%s",
                        String.valueOf(refused.getCause().getMessage()));
            } catch (IllegalArgumentException notUuid) {
                return context.handleWeirdStringValue(handledType(), text, "not a UUID");
            } catch (ReflectiveOperationException inaccessible) {
                return context.handleInstantiationProblem(handledType(), text, inaccessible);
            }
        }

        private Constructor<?> constructor() throws NoSuchMethodException {
            var constructor = handledType().getDeclaredConstructor(component);
            constructor.setAccessible(true);
            return constructor;
        }
    }
}
