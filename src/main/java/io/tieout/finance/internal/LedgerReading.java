package io.tieout.finance.internal;

import io.tieout.catalog.Catalog;
import io.tieout.finance.FinanceProblem;
import io.tieout.finance.Journal;
import io.tieout.finance.JournalFilter;
import io.tieout.finance.OpenItem;
import io.tieout.finance.TrialBalance;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The ledger's questions. */
@Component
public class LedgerReading {

    private final JournalReader reader;
    private final Proposals proposals;
    private final Balances balances;
    private final Catalog catalog;

    LedgerReading(JournalReader reader, Proposals proposals, Balances balances, Catalog catalog) {
        this.reader = reader;
        this.proposals = proposals;
        this.balances = balances;
        this.catalog = catalog;
    }

    public TrialBalance trialBalance(EntityCode entity, LocalDate asOf) {
        var currency = catalog.entity(entity)
                .orElseThrow(
                        () -> new ProblemException(FinanceProblem.ENTITY_UNKNOWN, "There is no legal entity " + entity))
                .currency();
        return balances.trialBalance(entity, currency, asOf);
    }

    public Optional<Journal> find(UUID id) {
        return reader.find(id).or(() -> proposals.find(id).map(JournalReader::from));
    }

    public Page<Journal> journals(JournalFilter filter, int limit, @Nullable String after) {
        var state = filter.state();
        if (state == Journal.State.AWAITS_APPROVAL || state == Journal.State.REJECTED) {
            return Page.of(
                    proposals(filter, state, limit + 1, after),
                    limit,
                    journal -> journal.id().toString());
        }
        var waiting = state == null && after == null && filter.document() == null && filter.period() == null
                ? proposals(filter, Journal.State.AWAITS_APPROVAL, limit / 2, null)
                : List.<Journal>of();
        var posted = Page.of(
                reader.newest(filter, limit - waiting.size() + 1, after),
                limit - waiting.size(),
                journal -> JournalReader.cursor(filter, journal));
        var items = new ArrayList<>(waiting);
        items.addAll(posted.items());
        return new Page<>(items, posted.next());
    }

    private List<Journal> proposals(JournalFilter filter, Journal.State state, int limit, @Nullable String after) {
        var conditions = new SqlFilter();
        conditions.where("state = :state", "state", state.name());
        conditions.where("entity = :entity", "entity", filter.entity());
        conditions.where("event_type = :event", "event", filter.event());
        conditions.where("subject = :subject", "subject", filter.subject());
        conditions.where("business_date >= :from", "from", filter.from());
        conditions.where("business_date <= :to", "to", filter.to());
        conditions.where(
                "lines @> jsonb_build_array(jsonb_build_object('account', :account::text))",
                "account",
                filter.account());
        conditions.where("id < :after::uuid", "after", after);
        return proposals.list(conditions, limit).stream()
                .map(JournalReader::from)
                .toList();
    }

    public void eachPosted(JournalFilter filter, Consumer<Journal> consumer) {
        reader.each(filter, consumer);
    }

    public Map<String, BigDecimal> balancesByChannel(EntityCode entity, String account) {
        return balances.byChannel(entity, balances.codes(account));
    }

    public Page<OpenItem> openItems(EntityCode entity, String account, int limit, @Nullable String after) {
        var codes = balances.codes(account);
        if (codes.isEmpty()) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "There is no account " + account);
        }
        return balances.openItems(entity, codes, limit, after);
    }
}
