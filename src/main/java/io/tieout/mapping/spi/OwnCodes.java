package io.tieout.mapping.spi;

import io.tieout.mapping.MappingKind;
import java.util.Set;

/** Codes of one kind that mean themselves: a partner that uses the hub's own needs no mapping of them. */
public interface OwnCodes {

    MappingKind kind();

    /** Those of the codes that are the hub's own. The codes are partners' and may have any form. */
    Set<String> among(Set<String> codes);
}
