package io.tieout.delivery.internal;

import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON schema (2020-12) of an event type's data from its record, so that the two cannot part. */
public final class PayloadSchema {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PayloadSchema() {}

    public static ObjectNode of(EventType type) {
        var schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", type.fullName());
        schema.setAll(object(type.data()));
        return schema;
    }

    private static ObjectNode object(Class<?> type) {
        var schema = NODES.objectNode().put("type", "object");
        var properties = schema.putObject("properties");
        var required = NODES.arrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            var annotated = component.getAnnotatedType();
            var value = value(annotated);
            if (annotated.isAnnotationPresent(Nullable.class)) {
                properties
                        .putObject(component.getName())
                        .putArray("anyOf")
                        .add(value)
                        .add(NODES.objectNode().put("type", "null"));
            } else {
                properties.set(component.getName(), value);
                required.add(component.getName());
            }
        }
        schema.set("required", required);
        return schema;
    }

    private static ObjectNode value(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedParameterizedType parameterized) {
            var arguments = parameterized.getAnnotatedActualTypeArguments();
            var schema = NODES.objectNode();
            if (raw(annotated) == List.class) {
                schema.put("type", "array").set("items", value(arguments[0]));
            } else if (raw(annotated) == Map.class) {
                schema.put("type", "object").set("additionalProperties", value(arguments[1]));
            } else {
                throw new IllegalArgumentException("No schema for " + annotated);
            }
            return schema;
        }
        return simple(raw(annotated));
    }

    private static ObjectNode simple(Class<?> type) {
        var schema = NODES.objectNode();
        if (type == String.class) {
            return schema.put("type", "string");
        }
        if (type == UUID.class) {
            return schema.put("type", "string").put("format", "uuid");
        }
        if (type == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        }
        if (type == LocalDate.class) {
            return schema.put("type", "string").put("format", "date");
        }
        if (type == boolean.class) {
            return schema.put("type", "boolean");
        }
        if (type == long.class || type == Long.class) {
            return schema.put("type", "integer");
        }
        if (type == Quantity.class) {
            schema.putArray("anyOf")
                    .add(NODES.objectNode().put("type", "integer"))
                    .add(decimal());
            return schema;
        }
        if (type == Money.class) {
            return money();
        }
        if (type.isRecord()) {
            return object(type);
        }
        throw new IllegalArgumentException("No schema for " + type);
    }

    private static ObjectNode decimal() {
        return NODES.objectNode().put("type", "string").put("pattern", "^-?[0-9]+(\\.[0-9]+)?$");
    }

    private static ObjectNode money() {
        var schema = NODES.objectNode().put("type", "object");
        var properties = schema.putObject("properties");
        properties.set("amount", decimal());
        properties.putObject("currency").put("type", "string").put("pattern", "^[A-Z]{3}$");
        schema.putArray("required").add("amount").add("currency");
        return schema;
    }

    private static Class<?> raw(AnnotatedType annotated) {
        return switch (annotated.getType()) {
            case Class<?> type -> type;
            case java.lang.reflect.ParameterizedType type -> (Class<?>) type.getRawType();
            default -> throw new IllegalArgumentException("No schema for " + annotated);
        };
    }
}
