package io.tieout.platform.adapter.in.rest;

import io.tieout.kernel.CommonProblem;
import io.tieout.platform.ProblemAnswers;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

@Configuration(proxyBeanMethods = false)
class WebBorderConfiguration {

    /** Behind all controllers, before the browser side, which would answer any address with a page. */
    private static final int ORDER_BEHIND_CONTROLLERS = 1;

    @Bean
    SimpleUrlHandlerMapping unknownAddresses(ProblemAnswers answers) {
        HttpRequestHandler refuse = (request, response) ->
                answers.write(request, response, CommonProblem.NOT_FOUND, "There is nothing at this address");
        return new SimpleUrlHandlerMapping(
                Map.of("/api/**", refuse, "/in/**", refuse, "/v3/**", refuse), ORDER_BEHIND_CONTROLLERS);
    }
}
