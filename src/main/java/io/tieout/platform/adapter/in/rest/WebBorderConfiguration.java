package io.tieout.platform.adapter.in.rest;

import io.tieout.kernel.CommonProblem;
import io.tieout.platform.ProblemAnswers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

@Configuration(proxyBeanMethods = false)
class WebBorderConfiguration {

    /** Behind all controllers, before the browser side, which would answer any address with a page. */
    private static final int ORDER_BEHIND_CONTROLLERS = 1;

    private static final int YEAR_MAX = 9999;

    /** Instants that the database can hold; Java's own range is wider by far. */
    @Bean
    WebMvcConfigurer parametersInRange() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, Instant.class, WebBorderConfiguration::instant);
            }
        };
    }

    private static @Nullable Instant instant(String text) {
        if (text.isBlank()) {
            return null;
        }
        var instant = OffsetDateTime.parse(text);
        if (instant.getYear() < 1 || instant.getYear() > YEAR_MAX) {
            throw new IllegalArgumentException("An instant is in the years 1 to " + YEAR_MAX);
        }
        return instant.toInstant();
    }

    @Bean
    SimpleUrlHandlerMapping unknownAddresses(ProblemAnswers answers) {
        HttpRequestHandler refuse = (request, response) ->
                answers.write(request, response, CommonProblem.NOT_FOUND, "There is nothing at this address");
        return new SimpleUrlHandlerMapping(
                Map.of("/api/**", refuse, "/in/**", refuse, "/v3/**", refuse), ORDER_BEHIND_CONTROLLERS);
    }
}
