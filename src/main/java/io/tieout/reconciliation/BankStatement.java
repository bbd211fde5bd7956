package io.tieout.reconciliation;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement of one account (ISO 20022 camt.053). Opening + lines = closing, or it is refused. */
public record BankStatement(
        ConnectionCode connection,
        EntityCode entity,
        String iban,
        String externalId,
        LocalDate from,
        LocalDate to,
        @Nullable Money opening,
        @Nullable Money closing,
        List<Line> lines,
        MessageId message) {

    public BankStatement {
        lines = List.copyOf(lines);
    }

    /** One booked entry. @param amount signed: positive came in. @param reference the bank's own unique reference */
    public record Line(
            int row,
            String reference,
            LocalDate bookedOn,
            @Nullable LocalDate valueOn,
            Money amount,
            @Nullable String counterparty,
            String remittance,
            @Nullable String endToEndId) {}
}
