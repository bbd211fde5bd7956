package io.tieout.finance.internal;

import io.tieout.access.Roles;
import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvent.Component;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.FinanceProblem;
import io.tieout.finance.UnpostableException;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.MappingProblem;
import io.tieout.mapping.Resolution;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns an event into balanced lines by the rules and mappings of its business date. Made for one batch; decides, and writes nothing. */
final class PostingPlanner {

    private static final String TAX_KEYS = "tax.";
    private static final String ROUNDING = "rounding";

    /** By which versions of rules and charts a journal was made. */
    private record Versions(int rules, List<Integer> charts) {

        String text() {
            return "rules " + rules + ", chart "
                    + String.join("+", charts.stream().map(String::valueOf).toList());
        }
    }

    private record LineKey(String account, String key, Currency currency, Dimensions dimensions) {}

    private final Map<Versions, String> versions = new HashMap<>();
    private final RuleBooks.InForce rules;
    private final CodeBook codes;
    private final ExchangeRates.Rates rates;
    private final Function<String, @Nullable Currency> functionalCurrency;

    PostingPlanner(
            RuleBooks.InForce rules,
            CodeBook codes,
            ExchangeRates.Rates rates,
            Function<String, @Nullable Currency> functionalCurrency) {
        this.rules = rules;
        this.codes = codes;
        this.rates = rates;
        this.functionalCurrency = functionalCurrency;
    }

    Posting plan(FinanceEvent event, @Nullable DocumentDraft document) {
        try {
            var functional = functional(event.entity().value());
            var book = rules.on(event.businessDate());
            var lines = new LinkedHashMap<LineKey, BigDecimal>();
            var charts = new TreeSet<Integer>();
            for (var component : event.components()) {
                post(event, component, book, lines, charts);
            }
            var version = versions.computeIfAbsent(new Versions(book.version(), List.copyOf(charts)), Versions::text);
            var balanced = convert(withoutZeros(lines), functional, event.businessDate());
            return new Posting.Ready(balanced, version, taxCodes(event, document));
        } catch (Missing missing) {
            return missing.waits;
        }
    }

    private static List<PostingLine> withoutZeros(Map<LineKey, BigDecimal> sums) {
        var lines = new ArrayList<PostingLine>(sums.size());
        sums.forEach((key, sum) -> {
            if (sum.signum() != 0) {
                lines.add(new PostingLine(key.account(), key.key(), key.currency(), sum, sum, key.dimensions()));
            }
        });
        return lines;
    }

    private Currency functional(String entity) throws Missing {
        var currency = functionalCurrency.apply(entity);
        if (currency == null) {
            throw new Missing(new Posting.Waits(
                    FinanceProblem.ENTITY_UNKNOWN,
                    "entity:" + entity,
                    Roles.DATA_STEWARD,
                    "There is no legal entity " + entity,
                    Map.of("entity", entity)));
        }
        return currency;
    }

    private void post(
            FinanceEvent event,
            Component component,
            RuleBook book,
            Map<LineKey, BigDecimal> lines,
            TreeSet<Integer> charts)
            throws Missing {
        var rule = book.find(event.type(), component.name(), component.qualifier());
        if (rule == null) {
            throw new Missing(new Posting.Waits(
                    FinanceProblem.RULE_MISSING,
                    "rule:" + event.type() + ":" + component.name(),
                    Roles.FINANCE_CONTROLLER,
                    "No posting rule for " + event.type() + " / " + component.name(),
                    Map.of("eventType", event.type(), "component", component.name())));
        }
        var qualifier = component.qualifier();
        var mapped = qualifier;
        if (qualifier != null && rule.meaning() != PostingRule.Meaning.NONE) {
            var kind =
                    rule.meaning() == PostingRule.Meaning.TAX_CODE ? MappingKind.TAX_CODE : MappingKind.PAYMENT_METHOD;
            mapped = mapped(codes.code(kind, qualifier, component.dimensions().channel(), event.businessDate()))
                    .value();
        }
        var amount = component.amount().rounded();
        for (var debit : List.of(true, false)) {
            var key = (debit ? rule.debit() : rule.credit())
                    .replace(PostingRule.PLACEHOLDER, mapped == null ? "" : mapped);
            var account = mapped(codes.account(key, component.dimensions().channel(), event.businessDate()));
            charts.add(account.version());
            // a receivable is owed with its tax in one sum; only the tax's own account is told apart by code
            var dimensions = rule.meaning() == PostingRule.Meaning.TAX_CODE && key.startsWith(TAX_KEYS)
                    ? component.dimensions().withTaxCode(mapped)
                    : component.dimensions();
            lines.merge(
                    new LineKey(account.value(), key, amount.currency(), dimensions),
                    debit ? amount.amount() : amount.amount().negate(),
                    BigDecimal::add);
        }
    }

    /**
     * Lines of a person's own journal in the entity's currency.
     *
     * @throws UnpostableException where a rate is missing
     */
    List<PostingLine> converted(List<PostingLine> lines, Currency functional, LocalDate on) {
        try {
            return convert(lines, functional, on);
        } catch (Missing missing) {
            throw new UnpostableException(missing.waits.problem(), missing.waits.detail(), missing.waits.waitKey());
        }
    }

    /** What rounding leaves over goes to the rounding account, so that the entity's currency balances too. */
    private List<PostingLine> convert(List<PostingLine> lines, Currency functional, LocalDate on) throws Missing {
        if (lines.stream().allMatch(line -> line.currency().equals(functional))) {
            return lines;
        }
        var converted = new ArrayList<PostingLine>(lines.size() + 1);
        var rest = BigDecimal.ZERO;
        for (var line : lines) {
            var amount = inFunctional(line.amount(), line.currency(), functional, on);
            rest = rest.add(amount);
            converted.add(new PostingLine(
                    line.account(), line.key(), line.currency(), line.amount(), amount, line.dimensions()));
        }
        if (rest.signum() != 0) {
            var channel = lines.getFirst().dimensions().channel();
            var rounding = mapped(codes.account(ROUNDING, channel, on));
            var none = BigDecimal.ZERO.setScale(scale(functional));
            var dimensions = new Dimensions(channel, null, null, null, null);
            converted.add(new PostingLine(rounding.value(), ROUNDING, functional, none, rest.negate(), dimensions));
        }
        return converted;
    }

    private BigDecimal inFunctional(BigDecimal amount, Currency currency, Currency functional, LocalDate on)
            throws Missing {
        if (currency.equals(functional)) {
            return amount;
        }
        var rate = rates.rate(currency, functional, on);
        if (rate == null) {
            throw new Missing(new Posting.Waits(
                    FinanceProblem.RATE_MISSING,
                    rateKey(currency.getCurrencyCode(), functional.getCurrencyCode()),
                    Roles.FINANCE_CLERK,
                    "No exchange rate from " + currency + " to " + functional + " on " + on,
                    Map.of("currency", currency.getCurrencyCode(), "functional", functional.getCurrencyCode())));
        }
        return amount.multiply(rate).setScale(scale(functional), RoundingMode.HALF_UP);
    }

    static String rateKey(String currency, String functional) {
        return "rate:" + currency + ":" + functional;
    }

    private Map<String, String> taxCodes(FinanceEvent event, @Nullable DocumentDraft document) throws Missing {
        if (document == null) {
            return Map.of();
        }
        var mapped = new LinkedHashMap<String, String>();
        for (var line : document.lines()) {
            var tax = line.tax();
            if (tax != null && !mapped.containsKey(tax)) {
                var code = codes.code(MappingKind.TAX_CODE, tax, document.channel(), event.businessDate());
                mapped.put(tax, mapped(code).value());
            }
        }
        return mapped;
    }

    private static Resolution.Mapped mapped(Resolution resolution) throws Missing {
        return switch (resolution) {
            case Resolution.Mapped mapped -> mapped;
            case Resolution.Unmapped unmapped ->
                throw new Missing(new Posting.Waits(
                        MappingProblem.CODE_UNMAPPED,
                        unmapped.waitKey(),
                        Roles.DATA_STEWARD,
                        "The " + unmapped.kind().code() + " code " + unmapped.code() + " of " + unmapped.partner()
                                + " has no mapping",
                        Map.of(
                                "kind", unmapped.kind().code(),
                                "partner", unmapped.partner(),
                                "code", unmapped.code())));
        };
    }

    static int scale(Currency currency) {
        return Math.max(currency.getDefaultFractionDigits(), 0);
    }

    /** Leaves the loops of a plan; never leaves this class. */
    private static final class Missing extends Exception {

        private final transient Posting.Waits waits;

        Missing(Posting.Waits waits) {
            super(waits.detail(), null, false, false);
            this.waits = waits;
        }
    }
}
