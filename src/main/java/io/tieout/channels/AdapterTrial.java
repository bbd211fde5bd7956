package io.tieout.channels;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What an adapter makes of a payload; nothing was stored.
 *
 * @param command such as {@code order}, {@code cancellation} or {@code ignore}
 * @param result the whole result: an object with the command as its one member
 * @param unknownFields of the payload, which neither a sample has nor the definition names
 * @param warnings what is well-formed and would still be refused later, such as amounts that do not add up
 */
public record AdapterTrial(String command, JsonNode result, Set<String> unknownFields, List<String> warnings) {

    public AdapterTrial {
        unknownFields = Set.copyOf(unknownFields);
        warnings = List.copyOf(warnings);
    }
}
