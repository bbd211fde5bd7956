package io.tieout.returns;

import org.jspecify.annotations.Nullable;

/**
 * Which returns; null for any.
 *
 * @param receipt in which state some of its units are
 * @param money in which state some of its money is
 * @param order the order's number
 */
public record ReturnFilter(
        @Nullable ReturnState state,
        Authorisation.@Nullable State authorisation,
        @Nullable ReceiptState receipt,
        ReturnMoney.@Nullable State money,
        @Nullable String order) {}
