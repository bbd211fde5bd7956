package io.tieout.platform.adapter.in.rest;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.kernel.ProblemType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says where and why JSON could not be read, in words that name no class of ours. */
final class UnreadableJson {

    private UnreadableJson() {}

    static ProblemType typeOf(JacksonException failure) {
        return failure instanceof StreamReadException
                ? CommonProblem.REQUEST_UNREADABLE
                : CommonProblem.REQUEST_INVALID;
    }

    static Place placeOf(JacksonException failure) {
        var pointer = new StringBuilder();
        for (var step : failure.getPath()) {
            pointer.append('/')
                    .append(step.getPropertyName() == null ? String.valueOf(step.getIndex()) : step.getPropertyName());
        }
        var location = failure.getLocation();
        return location == null || location.getLineNr() < 1
                ? new Place(pointer.toString(), wordsFor(failure))
                : new Place(pointer.toString(), wordsFor(failure), location.getLineNr(), location.getColumnNr());
    }

    private static String wordsFor(JacksonException failure) {
        return switch (failure) {
            case StreamReadException _ -> "Not well-formed JSON";
            case UnrecognizedPropertyException unknown -> "Unknown property \"" + unknown.getPropertyName() + "\"";
            case InvalidFormatException _ -> "Not a value of the expected form";
            case InvalidNullException _ -> "A value is needed here";
            case ValueInstantiationException refused
            when refused.getCause() instanceof IllegalArgumentException reason && reason.getMessage() != null ->
                reason.getMessage();
            default -> "Not a value of the expected kind";
        };
    }
}
