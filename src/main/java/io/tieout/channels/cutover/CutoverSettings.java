package io.tieout.channels.cutover;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a store may leave its files behind.
 *
 * @param cleanDays how many finished business days in a row both feeds must tell the same
 * @param parityDaysShown how many days the parity report shows and looks back over
 */
@ConfigurationProperties("tieout.channels.cutover")
public record CutoverSettings(
        @DefaultValue("5") int cleanDays,
        @DefaultValue("31") int parityDaysShown) {}
