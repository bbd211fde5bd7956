package io.tieout.channels.internal;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.tieout.catalog.Catalog;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;

/** Partners' codes where nothing is mapped. */
public final class TestCodes {

    private TestCodes() {}

    public static PartnerCodes unmapped() {
        var mappings = mock(Mappings.class);
        when(mappings.resolve(any(), any(), any(), any()))
                .thenAnswer(
                        call -> new Resolution.Unmapped(call.getArgument(0), call.getArgument(1), call.getArgument(2)));
        return new PartnerCodes(mappings, mock(Catalog.class));
    }

    /** Reads canonical documents of connections that have an entity. */
    public static CanonicalReader reader() {
        return new CanonicalReader(unmapped(), mock(Catalog.class));
    }
}
