package io.tieout.channels.shopify;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The mark that the hub leaves in the notes of what it does in a shop, so that it knows its own work again. */
final class ShopifyMarks {

    private static final Pattern MARK =
            Pattern.compile("\\[tieout ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})]");

    private ShopifyMarks() {}

    static String note(String reason, UUID id) {
        var shown = reason.length() <= 150 ? reason : reason.substring(0, 150);
        return shown + " [tieout " + id + "]";
    }

    static Optional<UUID> find(@Nullable String note) {
        if (note == null) {
            return Optional.empty();
        }
        var found = MARK.matcher(note);
        return found.find() ? Optional.of(UUID.fromString(found.group(1))) : Optional.empty();
    }
}
