package io.tieout.tax.spi;

import io.tieout.kernel.EntityCode;
import io.tieout.tax.TaxAnswer;
import io.tieout.tax.TaxQuestion;
import java.util.Optional;

/** A tax engine outside, which is asked in place of the rate table where an entity has one. */
public interface TaxEngine {

    /** Such as {@code avatax}. */
    String name();

    /** Whether the entity has an account there. */
    boolean serves(EntityCode entity);

    /**
     * What it would tax; nothing is recorded there. Called outside of any transaction.
     *
     * @return empty where it gave no answer in time, or none that can be read
     */
    Optional<TaxAnswer> quote(TaxQuestion question);
}
