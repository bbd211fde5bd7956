package io.tieout.access.adapter.in.web;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.tieout.access.CurrentActor;
import io.tieout.access.internal.ApiKeys;
import io.tieout.access.internal.IdempotentRequests;
import io.tieout.access.internal.Quotas;
import io.tieout.access.internal.SignIn;
import io.tieout.access.internal.Standing;
import io.tieout.kernel.CommonProblem;
import io.tieout.platform.ProblemAnswers;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who gets in where: programs with keys at the API, people with a session at the browser side. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {

    /** What the browser side needs of Vaadin, whose start-up script is inline and evaluates; all else is forbidden. */
    private static final String BROWSER_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
            + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";

    /** Requests are observed as a whole; to observe each security filter too costs more than a tenth of accepting an order. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(1)
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            ApiKeys keys,
            CurrentActor actors,
            IdempotentRequests requests,
            Quotas quotas,
            ProblemAnswers answers,
            @Value("${tieout.api.body-bytes-max:5242880}") long bodyBytesMax) {
        http.securityMatcher("/in/**", "/api/**", "/actuator/**", "/v3/**")
                .csrf(AbstractHttpConfigurer::disable) // no cookies here, so nothing to forge
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(API_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .authorizeHttpRequests(requested -> requested
                        .requestMatchers("/in/**")
                        .permitAll() // the channel checks signature or key, once it knows the connection
                        .requestMatchers(
                                HttpMethod.GET,
                                "/api/v1/problems",
                                "/api/v1/problems/*",
                                "/api/v1/events/*/schema",
                                "/api/v1/demo",
                                "/api/config.schema.json",
                                "/v3/api-docs/**",
                                "/v3/api-docs.yaml",
                                "/actuator/health/**",
                                "/actuator/info")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .access((authentication, context) -> new AuthorizationDecision(onThisMachine(
                                        context.getRequest())
                                || authentication.get().getAuthorities().stream()
                                        .anyMatch(granted -> "SCOPE_metrics.read".equals(granted.getAuthority()))))
                        .requestMatchers("/actuator/**")
                        .hasAuthority("SCOPE_admin")
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(failures -> failures.authenticationEntryPoint((request, response, _) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            answers.write(
                                    request,
                                    response,
                                    CommonProblem.UNAUTHENTICATED,
                                    "Send a key as Authorization: Bearer <key>");
                        })
                        .accessDeniedHandler((request, response, _) -> answers.write(
                                request, response, CommonProblem.FORBIDDEN, "The scope for this is not held")))
                .addFilterBefore(new BearerKeyFilter(keys, answers), AnonymousAuthenticationFilter.class)
                .addFilterAfter(new ActorFilter(actors), AuthorizationFilter.class)
                .addFilterAfter(new QuotaFilter(actors, quotas, answers), ActorFilter.class)
                .addFilterAfter(new BodyLimitFilter(bodyBytesMax, answers), QuotaFilter.class)
                .addFilterAfter(new IdempotencyFilter(actors, requests, answers), BodyLimitFilter.class);
        return http.build();
    }

    /** A bean, so that Spring Boot makes no user of its own beside ours. */
    @Bean
    AuthenticationProvider personAuthentication(SignIn signIn) {
        return new PersonAuthenticationProvider(signIn);
    }

    @Bean
    @Order(2)
    SecurityFilterChain browserSecurity(HttpSecurity http, CurrentActor actors, Standing standing) {
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(BROWSER_POLICY))
                        .frameOptions(frames -> frames.deny())
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(
                                policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()")))
                .authorizeHttpRequests(requested -> requested
                        .requestMatchers("/tieout/**", "/error", "/favicon.ico", "/robots.txt")
                        .permitAll())
                // By its path, since the view lives in a module above this one.
                .with(VaadinSecurityConfigurer.vaadin(), browser -> browser.loginView("/login"))
                .addFilterBefore(new StaleSessionFilter(standing), AnonymousAuthenticationFilter.class)
                .addFilterAfter(new ActorFilter(actors), AuthorizationFilter.class);
        return http.build();
    }

    /** Straight from this machine, and not through a proxy on it, behind which could be anybody. */
    private static boolean onThisMachine(HttpServletRequest request) {
        if (request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
