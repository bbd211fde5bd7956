package io.tieout.platform.adapter.in.rest;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.kernel.ProblemType;
import io.tieout.platform.ProblemAnswers;
import io.tieout.platform.WebProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;

/** Turns every failure of a request into an RFC 9457 answer with a stable code, and lets nothing inner be seen. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemAnswers answers;

    ProblemAdvice(ProblemAnswers answers) {
        this.answers = answers;
    }

    private record Answer(ProblemType type, String detail, List<Place> places) {

        static Answer of(ProblemType type, String detail) {
            return new Answer(type, detail, List.of());
        }

        static Answer of(ProblemType type, String detail, String pointer, String what) {
            return new Answer(type, detail, List.of(new Place(pointer, what)));
        }
    }

    @ExceptionHandler(Exception.class)
    void answer(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (failure instanceof AsyncRequestNotUsableException) {
            return; // the caller has gone; there is nobody to answer
        }
        var answer = answerTo(failure);
        if (failure instanceof HttpRequestMethodNotSupportedException unsupported
                && unsupported.getSupportedMethods() != null) {
            response.setHeader("Allow", String.join(", ", unsupported.getSupportedMethods()));
        }
        if (answer.type().status() == 503) {
            response.setHeader("Retry-After", "1");
        }
        if (answer.type() == CommonProblem.UNAUTHENTICATED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (answer.type().status() >= 500) {
            LOG.error("A request failed: {} {}", request.getMethod(), request.getRequestURI(), failure);
        }
        answers.write(request, response, answer.type(), answer.detail(), answer.places());
    }

    private static Answer answerTo(Exception failure) {
        return switch (failure) {
            case ProblemException problem -> new Answer(problem.type(), problem.getMessage(), problem.places());
            case AccessDeniedException _ -> denied();
            case AuthenticationException _ ->
                Answer.of(CommonProblem.UNAUTHENTICATED, "A valid key or session is needed");
            case BindingResult binding -> invalid(binding);
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case HandlerMethodValidationException invalid -> invalid(invalid);
            case ConstraintViolationException invalid -> invalid(invalid);
            case MethodArgumentTypeMismatchException mismatch ->
                Answer.of(
                        CommonProblem.REQUEST_INVALID,
                        "A parameter has no usable value",
                        "/" + mismatch.getName(),
                        said(mismatch));
            case TypeMismatchException _ -> Answer.of(CommonProblem.REQUEST_INVALID, "A parameter has no usable value");
            case MissingServletRequestParameterException missing ->
                Answer.of(
                        CommonProblem.REQUEST_INVALID,
                        "A parameter is missing",
                        "/" + missing.getParameterName(),
                        "It must be given");
            case HttpMediaTypeNotSupportedException unsupported ->
                Answer.of(
                        CommonProblem.MEDIA_TYPE_UNSUPPORTED,
                        "Accepted are: "
                                + unsupported.getSupportedMediaTypes().stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", ")));
            case OptimisticLockingFailureException _ ->
                Answer.of(CommonProblem.STALE_VERSION, "Somebody else changed it since it was read");
            case ConcurrencyFailureException _ -> Answer.of(WebProblem.UNAVAILABLE, "Others were at the same data");
            case TransientDataAccessException _,
                    DataAccessResourceFailureException _,
                    CannotCreateTransactionException _ ->
                Answer.of(WebProblem.UNAVAILABLE, "The database did not answer in time");
            case DataAccessException data
            when unstorable(data) ->
                Answer.of(CommonProblem.REQUEST_INVALID, "A value cannot be stored: it is too long or has a NUL in it");
            case IllegalArgumentException argument
            when ofTheCaller(argument) -> Answer.of(CommonProblem.REQUEST_INVALID, said(argument));
            case ErrorResponse standard -> {
                var type = ErrorPage.typeOf(standard.getStatusCode().value());
                yield Answer.of(type, type.title());
            }
            default -> Answer.of(CommonProblem.INTERNAL, "The failure is in the log under the correlation id");
        };
    }

    private static Answer denied() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || authentication instanceof AnonymousAuthenticationToken
                ? Answer.of(CommonProblem.UNAUTHENTICATED, "A valid key or session is needed")
                : Answer.of(CommonProblem.FORBIDDEN, "The role or scope for this is not held");
    }

    private static Answer unreadable(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return new Answer(problem.type(), problem.getMessage(), problem.places());
            }
            if (cause instanceof JacksonException json) {
                return new Answer(
                        UnreadableJson.typeOf(json),
                        "The JSON is not as expected",
                        List.of(UnreadableJson.placeOf(json)));
            }
        }
        return Answer.of(CommonProblem.REQUEST_UNREADABLE, "A body is needed and must be readable");
    }

    private static Answer invalid(BindingResult binding) {
        var places = binding.getFieldErrors().stream()
                .map(error -> new Place(pointer(error.getField()), said(error.getDefaultMessage())))
                .toList();
        return new Answer(CommonProblem.REQUEST_INVALID, "Values are missing or not allowed", places);
    }

    private static Answer invalid(HandlerMethodValidationException invalid) {
        var places = invalid.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> new Place(
                                pointer(
                                        error instanceof org.springframework.validation.FieldError field
                                                ? field.getField()
                                                : String.valueOf(result.getMethodParameter()
                                                        .getParameterName())),
                                said(error.getDefaultMessage()))))
                .toList();
        return new Answer(CommonProblem.REQUEST_INVALID, "Values are missing or not allowed", places);
    }

    private static Answer invalid(ConstraintViolationException invalid) {
        var places = invalid.getConstraintViolations().stream()
                .map(violation -> new Place(pointer(violation.getPropertyPath().toString()), violation.getMessage()))
                .toList();
        return new Answer(CommonProblem.REQUEST_INVALID, "Values are missing or not allowed", places);
    }

    /** {@code lines[0].sku} as the JSON pointer {@code /lines/0/sku}. */
    static String pointer(String path) {
        return "/" + path.replace("[", ".").replace("]", "").replace('.', '/');
    }

    /** Class 22: the value itself is at fault, such as a NUL in a text or a number out of range. */
    private static boolean unstorable(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith("22");
    }

    /** Value objects refuse bad texts in their constructors; where a controller or they said so, it is the caller's fault. */
    private static boolean ofTheCaller(IllegalArgumentException argument) {
        for (var frame : argument.getStackTrace()) {
            var where = frame.getClassName();
            if (where.startsWith("io.tieout.")) {
                return where.startsWith("io.tieout.kernel.") || where.contains(".adapter.in.rest.");
            }
        }
        return false;
    }

    private static String said(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException argument && ofTheCaller(argument)) {
                return said(argument.getMessage());
            }
        }
        return failure instanceof MethodArgumentTypeMismatchException
                ? "Not a usable value"
                : said(failure.getMessage());
    }

    private static String said(@org.jspecify.annotations.Nullable String message) {
        return message == null ? "Not a usable value" : message;
    }
}
