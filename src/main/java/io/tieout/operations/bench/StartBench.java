package io.tieout.operations.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** From the command to the line that says ready, on a database that is there: what a person waits for after a restart. */
@Component
class StartBench implements Bench {

    private static final int STARTS = 5;
    private static final double AIM_SECONDS = 8;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Figure measure(BenchSettings settings, Log log) throws Exception {
        var environment = Map.of(
                "TIEOUT_DATA",
                Path.of("target", "bench", "started").toAbsolutePath().toString(),
                "TIEOUT_PORT",
                "0");
        log.say("first start, which makes the database");
        var first = start(environment);
        var seconds = new double[STARTS];
        for (var index = 0; index < STARTS; index++) {
            seconds[index] = start(environment);
            log.say("start %d: %.1f s".formatted(index + 1, seconds[index]));
        }
        var details = new LinkedHashMap<String, Object>();
        details.put(
                "starts",
                Arrays.toString(Arrays.stream(seconds).map(Samples::rounded).toArray()));
        details.put("first start, with a new database", Samples.rounded(first));
        details.put(
                "start cache",
                Path.of("target", "app", "tieout.aot").toFile().exists() ? "used" : "none, see target/rehearsal.log");
        return new Figure(Samples.median(seconds), "s", null, AIM_SECONDS, true, true, details);
    }

    private static double start(Map<String, String> environment) throws Exception {
        var began = System.nanoTime();
        try (var hub = Hub.start(environment)) {
            hub.awaitReady(Duration.ofMinutes(3));
            return (System.nanoTime() - began) / 1e9;
        }
    }
}
