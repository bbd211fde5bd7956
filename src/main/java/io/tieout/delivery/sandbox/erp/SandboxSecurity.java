package io.tieout.delivery.sandbox.erp;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The sandbox checks its own API keys: the hub's people and clients mean nothing to it. */
@Configuration(proxyBeanMethods = false)
class SandboxSecurity {

    @Bean
    @Order(0)
    SecurityFilterChain erpSandbox(HttpSecurity http) {
        return http.securityMatcher("/sandbox/erp/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }
}
