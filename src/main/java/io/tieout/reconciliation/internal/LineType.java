package io.tieout.reconciliation.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a settlement row's words mean.
 *
 * @param side sale or refund where the row settles an order and is matched; null where it does not
 * @param reference what the partner's order column holds for such rows (S38)
 * @param known false where the registry has no entry
 */
public record LineType(String economicClass, @Nullable Side side, Reference reference, boolean known) {

    public static final String SUSPENSE = "suspense";

    /** In the registry's place where it says nothing. */
    public static final LineType UNKNOWN = new LineType(SUSPENSE, null, Reference.ORDER, false);

    /** Which expected lines a row is matched with. */
    public enum Side {
        SALE('S'),
        REFUND('R');

        private final char code;

        Side(char code) {
            this.code = code;
        }

        public char code() {
            return code;
        }

        public static @Nullable Side ofCode(@Nullable String code) {
            if (code == null) {
                return null;
            }
            return code.equals("S") ? SALE : REFUND;
        }
    }

    /** What an order column holds. */
    public enum Reference {
        ORDER,
        SHIPMENT,
        NONE
    }
}
