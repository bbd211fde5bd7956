package io.tieout.channels.spi;

import java.util.List;

/** What of an adapter was never tried against its partner or the partner's published schema: shown with each connection. */
public interface UnprovenParts {

    /** The name in a connection's {@code adapter}. */
    String adapter();

    /** Each in a few words, with what is missing, such as {@code shipment feed: no published schema at hand}. */
    List<String> parts();
}
