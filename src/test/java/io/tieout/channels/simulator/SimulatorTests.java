package io.tieout.channels.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.testing.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Each fault as a caller sees it. */
class SimulatorTests {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Simulator simulator = new Simulator(0, List.of(new StoreServicePlayer(), new WarehousePlayer()));
    private final Receiver hub = new Receiver();

    @AfterEach
    void close() {
        simulator.close();
        hub.close();
        http.close();
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + path))
                            .timeout(Duration.ofSeconds(10))
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private HttpResponse<String> order(String number) throws IOException {
        return send(
                "POST",
                "/warehouse/orders",
                "{\"orderId\":\"%s\",\"location\":\"WH1\",\"lines\":[{\"sku\":\"A-1\",\"quantity\":2}]}"
                        .formatted(number));
    }

    @Test
    void faultsComeAsOrderedAndEnd() throws IOException {
        simulator.fault("warehouse", Fault.of(Fault.Kind.THROTTLE).lasting(Duration.ofSeconds(7)));
        simulator.fault("warehouse", Fault.of(Fault.Kind.ERROR).at("/orders").times(2));
        simulator.fault("warehouse", Fault.of(Fault.Kind.ERRORS_WITHIN));

        var throttled = order("1");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("7");
        assertThat(order("1").statusCode()).isEqualTo(500);
        assertThat(order("1").statusCode()).isEqualTo(500);
        assertThat(order("1").body()).contains("errors");
        assertThat(order("1").statusCode()).isEqualTo(201);
        assertThat(order("1").statusCode()).isEqualTo(200);
        assertThat(simulator.calls("warehouse"))
                .extracting(Simulator.Call::status)
                .containsExactly(429, 500, 500, 200, 201, 200);
    }

    @Test
    void anAnswerThatIsLostWasDoneAndATruncatedOneBreaksOff() throws IOException {
        simulator.fault("warehouse", Fault.of(Fault.Kind.LOST_ANSWER));
        assertThatThrownBy(() -> order("2")).isInstanceOf(IOException.class);
        assertThat(order("2").statusCode()).isEqualTo(200);

        simulator.fault("warehouse", Fault.of(Fault.Kind.TRUNCATED));
        assertThatThrownBy(() -> order("3")).isInstanceOf(IOException.class);

        simulator.fault("warehouse", Fault.of(Fault.Kind.DOWN).lasting(Duration.ofMinutes(5)));
        assertThatThrownBy(() -> order("4")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> order("4")).isInstanceOf(IOException.class);
        simulator.heal("warehouse");
        assertThat(order("4").statusCode()).isEqualTo(201);
    }

    @Test
    void aWarehouseShipsTwiceOrLateOrInTheWrongOrder() throws IOException {
        order("5");
        order("6");
        send("POST", "/_control/warehouse/hub?url=" + hub.url() + "&key=k", "");
        send("POST", "/_control/warehouse/faults?kind=duplicate", "");
        send("POST", "/_control/warehouse/faults?kind=reordered", "");

        send("POST", "/_control/warehouse/ship?order=5", "");
        send("POST", "/_control/warehouse/ship?order=6", "");
        send("POST", "/_control/warehouse/ship?order=5", "");

        assertThat(hub.calls().stream()
                        .map(call -> JsonMapper.shared()
                                .readTree(call.body())
                                .path("orderId")
                                .asString()))
                .containsExactly("5", "5", "5", "6");
        assertThat(send("POST", "/_control/warehouse/faults?kind=nonsense", "").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/nobody/x", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/_control/", "").body()).contains("store", "warehouse");
    }

    @Test
    void allPartnersThatThereAreCanBePlayed() {
        assertThat(Simulate.players(Set.of()))
                .extracting(SimulatedPartner::name)
                .contains("store", "warehouse");
        assertThat(Simulate.players(Set.of("store"))).hasSize(1);
    }
}
