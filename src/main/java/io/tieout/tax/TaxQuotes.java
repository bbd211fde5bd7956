package io.tieout.tax;

import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import io.tieout.tax.internal.TaxCalculation;
import io.tieout.tax.spi.TaxEngine;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * What a sale or return would be taxed: by the entity's tax engine where it has one, else by the rate table. Where the engine
 * gives no answer in time the table steps in, the answer says so, and a work item keeps it from being forgotten.
 */
@Service
public class TaxQuotes {

    private final Taxes taxes;
    private final List<TaxEngine> engines;
    private final WorkItems workItems;

    TaxQuotes(Taxes taxes, ObjectProvider<TaxEngine> engines, WorkItems workItems) {
        this.taxes = taxes;
        this.engines = engines.orderedStream().toList();
        this.workItems = workItems;
    }

    /**
     * Asks. Not to be called within a transaction, for an engine may take its time.
     *
     * @throws ProblemException {@code tax.jurisdiction-unknown} where the table is asked and has no rate
     */
    public TaxAnswer quote(TaxQuestion question) {
        var engine =
                engines.stream().filter(each -> each.serves(question.entity())).findFirst();
        if (engine.isEmpty()) {
            return byTable(question);
        }
        var answer = engine.get().quote(question);
        var subject = BusinessKey.of("tax-quote:" + question.entity() + ":" + question.reference());
        if (answer.isPresent()) {
            workItems.resolve(TaxProblem.QUOTED_BY_TABLE, subject, engine.get().name() + " answered");
            return answer.get();
        }
        var instead = byTable(question).asProvisional();
        workItems.raise(new NewWorkItem(
                TaxProblem.QUOTED_BY_TABLE,
                subject,
                Roles.FINANCE_CLERK,
                NewWorkItem.Severity.NORMAL,
                "Tax of " + question.reference() + " was reckoned as " + instead.tax() + " by the rate table",
                null,
                Map.of()));
        return instead;
    }

    private TaxAnswer byTable(TaxQuestion question) {
        return TaxCalculation.of(
                question,
                line -> taxes.rate(question.country(), question.region(), line.category(), question.date())
                        .orElseThrow(() -> new ProblemException(
                                TaxProblem.JURISDICTION_UNKNOWN,
                                "There is no rate of " + line.category() + " in " + question.country()
                                        + (question.region().isEmpty() ? "" : " " + question.region()) + " on "
                                        + question.date())));
    }
}
