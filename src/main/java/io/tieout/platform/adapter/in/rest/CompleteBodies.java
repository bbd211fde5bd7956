package io.tieout.platform.adapter.in.rest;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses a body that lacks what its record declares as never null, with the places: Jackson itself leaves null what JSON does not
 * name, and our code trusts the declaration.
 */
@RestControllerAdvice
class CompleteBodies extends RequestBodyAdviceAdapter {

    private static final int PLACES_MAX = 50;

    @Override
    public boolean supports(
            MethodParameter parameter, Type targetType, Class<? extends HttpMessageConverter<?>> converterType) {
        return parameter.getContainingClass().getName().startsWith("io.tieout.");
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType) {
        var missing = new ArrayList<Place>();
        check(parameter.getParameter().getAnnotatedType(), body, "", missing);
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "Values are missing",
                    List.copyOf(missing.subList(0, Math.min(missing.size(), PLACES_MAX))));
        }
        return body;
    }

    private static void check(AnnotatedType type, @Nullable Object value, String pointer, List<Place> missing) {
        switch (value) {
            case null -> {
                if (!type.isAnnotationPresent(Nullable.class)) {
                    missing.add(new Place(pointer, "It must be given"));
                }
            }
            case Record ours
            when ours.getClass().getName().startsWith("io.tieout.") -> {
                for (var component : ours.getClass().getRecordComponents()) {
                    check(
                            component.getAnnotatedType(),
                            read(component, ours),
                            pointer + "/" + component.getName(),
                            missing);
                }
            }
            case Collection<?> items
            when type instanceof AnnotatedParameterizedType parameterized -> {
                var index = 0;
                for (var item : items) {
                    check(argument(parameterized, 0), item, pointer + "/" + index++, missing);
                }
            }
            case Map<?, ?> entries
            when type instanceof AnnotatedParameterizedType parameterized ->
                entries.forEach((name, item) -> check(
                        argument(parameterized, 1),
                        item,
                        pointer + "/" + String.valueOf(name).replace("~", "~0").replace("/", "~1"),
                        missing));
            default -> {}
        }
    }

    private static AnnotatedType argument(AnnotatedParameterizedType type, int index) {
        return type.getAnnotatedActualTypeArguments()[index];
    }

    private static @Nullable Object read(RecordComponent component, Record of) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(of);
        } catch (IllegalAccessException | InvocationTargetException defect) {
            throw new IllegalStateException("The component " + component + " cannot be read", defect);
        }
    }
}
