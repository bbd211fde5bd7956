package io.tieout.channels.polling;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How partners are polled.
 *
 * @param look how often it is looked for what is due
 * @param lease after so long a stream whose node died is fetched by another; must exceed the longest page
 * @param parallel how many pages this node fetches at once
 * @param failurePauseMax the longest pause between two rounds that went wrong
 * @param failuresMax after so many rounds in a row that went wrong somebody is told
 */
@ConfigurationProperties("tieout.channels.polling")
public record PollSettings(
        @DefaultValue("1s") Duration look,
        @DefaultValue("5m") Duration lease,
        @DefaultValue("8") int parallel,
        @DefaultValue("15m") Duration failurePauseMax,
        @DefaultValue("5") int failuresMax) {}
