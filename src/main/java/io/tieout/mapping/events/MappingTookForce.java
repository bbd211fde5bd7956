package io.tieout.mapping.events;

import java.util.Set;
import java.util.UUID;

/** A mapping set is in force; whatever waited for one of these keys may go on. */
public record MappingTookForce(UUID mappingSet, String kind, String partner, Set<String> waitKeys) {}
