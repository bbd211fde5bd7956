package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.kernel.ProblemException;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Amazon's marketplaces by their ids, which never change; in which currency each sells, and which of Amazon's regions serves it. */
final class Marketplaces {

    private static final Map<String, Marketplace> BY_ID = Map.ofEntries(
            entry("ATVPDKIKX0DER", "USD", Region.NA),
            entry("A2EUQ1WTGCTBG2", "CAD", Region.NA),
            entry("A1AM78C64UM0Y8", "MXN", Region.NA),
            entry("A2Q3Y263D00KWC", "BRL", Region.NA),
            entry("A1PA6795UKMFR9", "EUR", Region.EU),
            entry("A1F83G8C2ARO7P", "GBP", Region.EU),
            entry("A13V1IB3VIYZZH", "EUR", Region.EU),
            entry("APJ6JRA9NG5V4", "EUR", Region.EU),
            entry("A1RKKUPIHCS9HS", "EUR", Region.EU),
            entry("A1805IZSGTT6HS", "EUR", Region.EU),
            entry("AMEN7PMS3EDWL", "EUR", Region.EU),
            entry("A28R8C7NBKEWEA", "EUR", Region.EU),
            entry("A2NODRKZP88ZB9", "SEK", Region.EU),
            entry("A1C3SOZRARQ6R3", "PLN", Region.EU),
            entry("A33AVAJ2PDY3EV", "TRY", Region.EU),
            entry("A2VIGQ35RCS4UG", "AED", Region.EU),
            entry("A17E79C6D8DWNP", "SAR", Region.EU),
            entry("ARBP9OOSHTCHU", "EGP", Region.EU),
            entry("AE08WJ6YKNBMC", "ZAR", Region.EU),
            entry("A21TJRUUN4KGV", "INR", Region.EU),
            entry("A1VC38T7YXB528", "JPY", Region.FE),
            entry("A39IBJ37TRP1C6", "AUD", Region.FE),
            entry("A19VAU5U5O7RUS", "SGD", Region.FE));

    private Marketplaces() {}

    /** Where the API of a part of the world is. */
    enum Region {
        NA,
        EU,
        FE
    }

    private record Marketplace(Currency currency, Region region) {}

    private static Map.Entry<String, Marketplace> entry(String id, String currency, Region region) {
        return Map.entry(id, new Marketplace(Currency.getInstance(currency), region));
    }

    /**
     * The currency of an order that does not tell it: its marketplace's, else that of the connection's first marketplace.
     *
     * @throws ProblemException where neither is known
     */
    static Currency currency(@Nullable String id, Connection connection) {
        var known = id == null ? null : BY_ID.get(id);
        if (known != null) {
            return known.currency;
        }
        return AmazonSettings.of(connection).marketplaces().stream()
                .flatMap(first -> Optional.ofNullable(BY_ID.get(first)).stream())
                .map(Marketplace::currency)
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        AmazonProblem.SETTING_INVALID,
                        "In what currency marketplace " + id
                                + " sells is not known; name the connection's marketplaceIds"));
    }

    static Optional<Region> region(String id) {
        return Optional.ofNullable(BY_ID.get(id)).map(Marketplace::region);
    }
}
