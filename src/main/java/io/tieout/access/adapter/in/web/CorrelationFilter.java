package io.tieout.access.adapter.in.web;

import io.tieout.kernel.Actor;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.Ids;
import io.tieout.platform.ProblemAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request its correlation id: the caller's, where it is one that cannot forge a line of the log, else the trace id
 * of its {@code traceparent}, else a new one. It is always in the answer, in the log and in the running scope.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class CorrelationFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Correlation-Id";
    private static final String MDC_KEY = "correlationId";
    private static final Actor NOBODY = Actor.system("anonymous");
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = idOf(request.getHeader(HEADER), request.getHeader("traceparent"));
        request.setAttribute(ProblemAnswers.CORRELATION_ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        MDC.put(MDC_KEY, id);
        try {
            Scoped.run(new Correlation(id, null, NOBODY), request, response, chain);
        } finally {
            MDC.remove(MDC_KEY);
        }
    }

    static String idOf(@Nullable String given, @Nullable String traceparent) {
        if (given != null && USABLE.matcher(given).matches()) {
            return given;
        }
        if (traceparent != null) {
            var trace = TRACEPARENT.matcher(traceparent);
            if (trace.matches()) {
                return trace.group(1);
            }
        }
        return Ids.next().toString();
    }
}
