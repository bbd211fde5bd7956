package io.tieout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.testing.Http;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that reads what it is told. */
record Caller(Http http) {

    private static final JsonMapper JSON = new JsonMapper();

    JsonNode get(String path) {
        return read(http.get(path), 200);
    }

    JsonNode post(String path, String body, int status) {
        return read(http.send("POST", path, body, Map.of()), status);
    }

    JsonNode send(String path, String body, String type, int status) {
        return read(http.send("POST", path, body, Map.of("Content-Type", type)), status);
    }

    JsonNode configure(String yaml, String query) {
        return read(http.send("PUT", "/api/v1/config" + query, yaml, Map.of("Content-Type", "application/yaml")), 200);
    }

    /** The problem that a call is refused with, complete as the contract says. */
    JsonNode refusal(String method, String path, String body, int status) {
        var answer = http.send(method, path, body, Map.of());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = read(answer, status);
        assertThat(problem.propertyNames()).contains("type", "title", "status", "detail", "code", "correlationId");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        return problem;
    }

    static JsonNode read(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode())
                .as("%s: %s", answer.request().uri(), answer.body())
                .isEqualTo(status);
        return JSON.readTree(answer.body());
    }
}
