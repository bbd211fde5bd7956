package io.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PGobject;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the running application makes of the kernel's types, in columns and in JSON. */
@IntegrationTest
class ConversionTests {

    @Autowired
    JdbcCustomConversions conversions;

    @Autowired
    JsonMapper json;

    record Holder(Sku sku) {}

    @Test
    void kernelTypesHaveColumnTypes() {
        assertThat(conversions.getCustomWriteTarget(Sku.class)).contains(String.class);
        assertThat(conversions.getCustomWriteTarget(Currency.class)).contains(String.class);
        assertThat(conversions.getCustomWriteTarget(MessageId.class)).contains(UUID.class);
        assertThat(conversions.getCustomWriteTarget(Quantity.class)).contains(BigDecimal.class);
        assertThat(conversions.hasCustomReadTarget(UUID.class, MessageId.class)).isTrue();
    }

    @Test
    void documentsAreKeptAsJsonb() {
        PGobject column = JdbcConverters.jsonb(json, new Holder(Sku.of("A-1")));

        assertThat(column.getType()).isEqualTo("jsonb");
        assertThat(column.getValue()).isEqualTo("{\"sku\":\"A-1\"}");
    }

    @Test
    void theApplicationsMapperRefusesBadIdentifiersAndUnknownProperties() {
        assertThat(json.readValue("{\"sku\":\"A-1\"}", Holder.class)).isEqualTo(new Holder(Sku.of("A-1")));
        assertThatThrownBy(() -> json.readValue("{\"sku\":\" \"}", Holder.class))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> json.readValue("{\"sku\":1}", Holder.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> json.readValue("{\"sku\":\"A\",\"x\":1}", Holder.class))
                .isInstanceOf(JacksonException.class);
    }
}
