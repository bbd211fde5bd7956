package io.tieout.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.kernel.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems as RFC 9457, the same from a filter and from a controller. */
@Service
public class ProblemAnswers {

    /** The request attribute that holds the correlation id, for answers given outside of the correlation's scope. */
    public static final String CORRELATION_ATTRIBUTE = "io.tieout.correlation-id";

    private static final String MEDIA_TYPE = "application/problem+json";

    private final JsonMapper json;
    private final String publicUrl;

    public ProblemAnswers(JsonMapper json, @Value("${tieout.public-url:}") String publicUrl) {
        this.json = json;
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
    }

    /** What the client reads. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            String type,
            String title,
            int status,
            String detail,
            String code,
            String correlationId,
            @Nullable List<ErrorAt> errors) {}

    /** One place in the input. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErrorAt(
            @Nullable String pointer,
            @Nullable Integer line,
            @Nullable Integer column,
            String detail) {

        static ErrorAt from(Place place) {
            var pointer = place.pointer().isEmpty() && place.line() != null ? null : place.pointer();
            return new ErrorAt(pointer, place.line(), place.column(), place.detail());
        }
    }

    public void write(HttpServletRequest request, HttpServletResponse response, ProblemType type, String detail)
            throws IOException {
        write(request, response, type, detail, List.of());
    }

    /** Writes the whole answer; headers such as {@code Retry-After} are set before. Nothing where an answer was begun. */
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            ProblemType type,
            String detail,
            List<Place> places)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        var errors =
                places.isEmpty() ? null : places.stream().map(ErrorAt::from).toList();
        var body = new Body(
                url(request, type.code()),
                type.title(),
                type.status(),
                detail,
                type.code(),
                correlationId(request),
                errors);
        response.setStatus(type.status());
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        var bytes = json.writeValueAsBytes(body);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }

    /** The absolute address of a problem's description on this server. */
    public String url(HttpServletRequest request, String code) {
        var base = publicUrl.isEmpty()
                ? ServletUriComponentsBuilder.fromContextPath(request).build().toUriString()
                : publicUrl;
        return base + "/api/v1/problems/" + code;
    }

    private static String correlationId(HttpServletRequest request) {
        return request.getAttribute(CORRELATION_ATTRIBUTE) instanceof String id
                ? id
                : Correlation.current().id();
    }
}
