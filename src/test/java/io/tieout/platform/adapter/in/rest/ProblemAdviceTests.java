package io.tieout.platform.adapter.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.kernel.Sku;
import io.tieout.platform.ProblemAnswers;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ProblemAdviceTests {

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Failing())
            .setControllerAdvice(new ProblemAdvice(new ProblemAnswers(json, "https://hub.example/")))
            .setMessageConverters(new org.springframework.http.converter.json.JacksonJsonHttpMessageConverter(json))
            .build();

    record Line(String sku, int quantity) {}

    record Order(List<Line> lines) {}

    @RestController
    static class Failing {

        @GetMapping("/fail/{how}")
        String fail(@PathVariable String how) {
            throw switch (how) {
                case "stale" -> new OptimisticLockingFailureException("jdbc says so");
                case "locked" -> new CannotAcquireLockException("deadlock detected");
                case "nul" ->
                    new DataIntegrityViolationException("bad", new SQLException("invalid byte sequence", "22021"));
                case "constraint" ->
                    new DataIntegrityViolationException("bad", new SQLException("violates check", "23514"));
                case "kernel" -> new IllegalArgumentException(Sku.of(" ").toString());
                default -> new IllegalStateException("password=hunter2");
            };
        }

        @PostMapping("/orders")
        String take(@RequestBody Order order) {
            return order.toString();
        }
    }

    @Test
    void whatFailsHasItsCode() throws Exception {
        assertThat(get("stale")).contains("\"code\":\"version.stale\"", "\"status\":409");
        assertThat(get("locked")).contains("\"code\":\"unavailable\"", "\"status\":503");
        assertThat(get("nul")).contains("\"code\":\"request.invalid\"");
        assertThat(get("kernel")).contains("\"code\":\"request.invalid\"", "must not be blank");
    }

    @Test
    void theUnexpectedLeaksNothing() throws Exception {
        assertThat(get("other"))
                .contains("\"code\":\"internal\"", "\"type\":\"https://hub.example/api/v1/problems/internal\"")
                .doesNotContain("hunter2");
        assertThat(get("constraint")).contains("\"code\":\"internal\"").doesNotContain("check");
    }

    @Test
    void badJsonIsPointedAt() throws Exception {
        assertThat(post("{\"lines\": [{\"sku\": \"A\", \"quantity\": \"many\"}]}"))
                .contains("request.invalid", "\"pointer\":\"/lines/0/quantity\"")
                .doesNotContain("java.lang");
        assertThat(post("{\"lines\": [{\"sku\": \"A\", \"quantity\": 1, \"qty\": 1}]}"))
                .contains("\"pointer\":\"/lines/0/qty\"", "Unknown property");
        assertThat(post("{\"lines\": [")).contains("request.unreadable", "\"line\":1");
        assertThat(post("")).contains("request.unreadable");
        assertThat(post("[".repeat(100_000))).contains("request.invalid");
    }

    @Test
    void otherMethodsAndTypesAreRefused() throws Exception {
        var method = mvc.perform(MockMvcRequestBuilders.delete("/orders"))
                .andReturn()
                .getResponse();
        assertThat(method.getStatus()).isEqualTo(405);
        assertThat(method.getHeader("Allow")).contains("POST");
        var type = mvc.perform(MockMvcRequestBuilders.post("/orders")
                        .contentType("image/png")
                        .content("x"))
                .andReturn()
                .getResponse();
        assertThat(type.getContentAsString()).contains("media-type.unsupported");
    }

    @Test
    void pathsBecomePointers() {
        assertThat(ProblemAdvice.pointer("lines[0].sku")).isEqualTo("/lines/0/sku");
    }

    private String get(String how) throws Exception {
        return body(mvc.perform(MockMvcRequestBuilders.get("/fail/" + how))
                .andReturn()
                .getResponse());
    }

    private String post(String content) throws Exception {
        return body(mvc.perform(MockMvcRequestBuilders.post("/orders")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(content))
                .andReturn()
                .getResponse());
    }

    private static String body(MockHttpServletResponse response) throws Exception {
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        return response.getContentAsString();
    }
}
