package io.tieout.returns.internal;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How returns are taken.
 *
 * @param linesMax how many lines a return may have
 * @param unverifiedAmountMax up to this amount, in whatever currency, a till's refund without receipt needs no second look
 */
@ConfigurationProperties("tieout.returns")
record ReturnsSettings(
        @DefaultValue("10000") int linesMax,
        @DefaultValue("50") BigDecimal unverifiedAmountMax) {}
