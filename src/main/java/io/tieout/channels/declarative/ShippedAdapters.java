package io.tieout.channels.declarative;

import io.tieout.channels.AdapterDefinition;
import io.tieout.channels.DeclarativeAdapters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Gives the hub the declarative adapters that come with the product; what people put in force since stays above them. */
@Component
@Order(0)
class ShippedAdapters implements ApplicationRunner {

    private static final List<String> RESOURCES = List.of("woocommerce.yaml");

    private final DeclarativeAdapters adapters;

    ShippedAdapters(DeclarativeAdapters adapters) {
        this.adapters = adapters;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        RESOURCES.forEach(resource -> adapters.seed(read(resource)));
    }

    static AdapterDefinition read(String resource) {
        var yaml = YAMLMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        try (var stream = ShippedAdapters.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("There is no resource " + resource);
            }
            return Definitions.read(yaml.readTree(stream));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
