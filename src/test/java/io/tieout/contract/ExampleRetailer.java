package io.tieout.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The files of docs/examples, with codes of their own, so that what the README posts is tried as well. */
final class ExampleRetailer {

    private static final Path EXAMPLES = Path.of("docs", "examples");

    final String suffix =
            Long.toString(new Random().nextLong(36L * 36 * 36 * 36 * 36), 36).toUpperCase(java.util.Locale.ROOT);
    final String entity = "K" + suffix;
    final String channel = "k-" + suffix.toLowerCase(java.util.Locale.ROOT);
    final String sku = "SKU-" + suffix;
    final String order = "305-" + suffix + "-1234567";

    String file(String name) {
        try {
            return own(Files.readString(EXAMPLES.resolve(name)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The text with this retailer's codes in place of the examples'. */
    String own(String text) {
        return text.replace("DE01", entity)
                .replace("WH1", "W" + suffix)
                .replace("S001", "S" + suffix)
                .replace("A-1,", sku + ",")
                .replace("A-1\"", sku + "\"")
                .replace("\tA-1\t", "\t" + sku + "\t")
                .replace(", gtin: \"4006381333931\"", "")
                .replace("amazon-de", channel)
                .replace("code: shop,", "code: shop-" + channel + ",")
                .replace("code: tills", "code: tills-" + channel)
                .replace("code: bank", "code: bank-" + channel)
                .replace("code: erp", "code: erp-" + channel)
                .replace("code: warehouse", "code: warehouse-" + channel)
                .replace("code: mine", "code: mine-" + channel)
                .replace("127.0.0.1:9999", "127.0.0.1:9")
                .replace("305-1234567-1234567", order)
                .replace("24000001", "24" + suffix)
                .replace("PARCEL-1", "PARCEL-" + suffix)
                .replace("opening-1", "opening-" + suffix);
    }
}
