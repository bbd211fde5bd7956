package io.tieout.channels.commands;

import io.tieout.channels.spi.ChannelCommand;
import io.tieout.delivery.PartnerMessage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How commands are stored while they wait: their type's name, and their components as JSON. */
@Component
public class CommandForm {

    private static final Map<String, Class<? extends ChannelCommand>> BY_KIND = kinds();

    private final JsonMapper json;

    CommandForm(JsonMapper json) {
        this.json = json;
    }

    private static Map<String, Class<? extends ChannelCommand>> kinds() {
        var kinds = new TreeMap<String, Class<? extends ChannelCommand>>();
        Arrays.stream(ChannelCommand.class.getPermittedSubclasses())
                .map(type -> type.<ChannelCommand>asSubclass(ChannelCommand.class))
                .forEach(type -> kinds.put(kind(type), type));
        return Map.copyOf(kinds);
    }

    /** Such as {@code confirm-shipment}. */
    public static String kind(Class<? extends ChannelCommand> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** All kinds there are. */
    public static Set<String> all() {
        return new TreeSet<>(BY_KIND.keySet());
    }

    /** The type under which it is queued. */
    static String type(ChannelCommand command) {
        return PartnerMessage.TYPE_PREFIX + kind(command.getClass());
    }

    String write(ChannelCommand command) {
        return json.writeValueAsString(command);
    }

    /**
     * @param type as it was queued
     * @param envelope the stored body, whose {@code data} is the command
     * @return empty where the type is no command
     */
    Optional<ChannelCommand> read(String type, String envelope) {
        if (!type.startsWith(PartnerMessage.TYPE_PREFIX)) {
            return Optional.empty();
        }
        var form = BY_KIND.get(type.substring(PartnerMessage.TYPE_PREFIX.length()));
        return form == null
                ? Optional.empty()
                : Optional.of(json.treeToValue(json.readTree(envelope).path("data"), form));
    }
}
