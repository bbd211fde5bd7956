package io.tieout.finance.internal;

import io.tieout.access.Audit;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How posting rules change: a whole new version is proposed by one and decided by another. */
@Repository
public class RuleGovernance {

    /** The deciding actor where a hub without business data takes rules at once. */
    static final Actor EMPTY_HUB = Actor.system("empty-hub");

    private static final LocalDate ALWAYS = LocalDate.of(2000, 1, 1);
    private static final String SELECT = """
            select version, valid_from, state, based_on, note, proposed_by, decided_by from finance.posting_rule_set
            """;

    /** One version and where it stands. */
    public record RuleSet(
            int version,
            LocalDate validFrom,
            String state,
            @Nullable Integer basedOn,
            String note,
            String proposedBy,
            @Nullable String decidedBy) {}

    private final JdbcClient jdbc;
    private final RuleBooks books;
    private final EventIntake intake;
    private final Audit audit;
    private final Clock clock;

    RuleGovernance(JdbcClient jdbc, RuleBooks books, EventIntake intake, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.books = books;
        this.intake = intake;
        this.audit = audit;
        this.clock = clock;
    }

    public List<RuleSet> list() {
        return jdbc.sql(SELECT + "order by version desc limit 500")
                .query(RuleSet.class)
                .list();
    }

    public List<PostingRule> rules(int version) {
        return books.rules(version);
    }

    int newestInForce() {
        return jdbc.sql("select max(version) from finance.posting_rule_set where state = 'IN_FORCE'")
                .query(Integer.class)
                .single();
    }

    Optional<RuleSet> newestSubmitted() {
        return jdbc.sql(SELECT + "where state = 'SUBMITTED' order by version desc limit 1")
                .query(RuleSet.class)
                .optional();
    }

    /** @return the new version */
    int propose(List<PostingRule> rules, @Nullable LocalDate validFrom, boolean hubIsEmpty, Actor by) {
        var version = jdbc.sql("select max(version) + 1 from finance.posting_rule_set")
                .query(Integer.class)
                .single();
        var from = Objects.requireNonNullElse(validFrom, hubIsEmpty ? ALWAYS : LocalDate.now(clock));
        jdbc.sql("""
                        insert into finance.posting_rule_set (version, valid_from, state, based_on, note, proposed_by, proposed_at)
                        values (?, ?, 'SUBMITTED', ?, ?, ?, ?)
                        """)
                .params(version, from, newestInForce(), rules.size() + " rules", by.toString(), now())
                .update();
        for (var rule : rules) {
            var qualifier = rule.qualifier();
            jdbc.sql("""
                            insert into finance.posting_rule (version, event_type, component, qualifier, meaning, debit, credit)
                            values (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            version,
                            rule.eventType(),
                            rule.component(),
                            qualifier == null ? "" : qualifier,
                            rule.meaning().name(),
                            rule.debit(),
                            rule.credit())
                    .update();
        }
        audit.record(by, "posting-rules.proposed", subject(version), Map.of("rules", Integer.toString(rules.size())));
        if (hubIsEmpty) {
            decide(version, "IN_FORCE", EMPTY_HUB);
        }
        return version;
    }

    /** @throws ProblemException {@code four-eyes.same-person}, {@code state.conflict}, {@code not-found} */
    @Transactional
    public RuleSet approve(int version, Actor by) {
        var set = decidable(version, by);
        var newest = newestInForce();
        if (!Objects.equals(set.basedOn(), newest)) {
            throw new ProblemException(
                    CommonProblem.STATE_CONFLICT,
                    "Version " + version + " is based on " + set.basedOn() + ", but " + newest
                            + " is in force; propose it again");
        }
        decide(version, "IN_FORCE", by);
        return find(version);
    }

    /** @throws ProblemException {@code four-eyes.same-person}, {@code state.conflict}, {@code not-found} */
    @Transactional
    public RuleSet reject(int version, Actor by) {
        decidable(version, by);
        decide(version, "REJECTED", by);
        return find(version);
    }

    private RuleSet decidable(int version, Actor by) {
        var set = jdbc.sql(SELECT + "where version = ? for update")
                .param(version)
                .query(RuleSet.class)
                .optional()
                .orElseThrow(() -> new ProblemException(
                        CommonProblem.NOT_FOUND, "There is no version " + version + " of the posting rules"));
        if (!set.state().equals("SUBMITTED")) {
            throw new ProblemException(
                    CommonProblem.STATE_CONFLICT, "Version " + version + " was decided already: " + set.state());
        }
        if (Actor.parse(set.proposedBy()).equals(by)) {
            throw new ProblemException(
                    CommonProblem.FOUR_EYES_SAME_PERSON, by + " proposed these rules, so someone else decides");
        }
        return set;
    }

    private RuleSet find(int version) {
        return jdbc.sql(SELECT + "where version = ?")
                .param(version)
                .query(RuleSet.class)
                .single();
    }

    private void decide(int version, String state, Actor by) {
        jdbc.sql("update finance.posting_rule_set set state = ?, decided_by = ?, decided_at = ? where version = ?")
                .params(state, by.toString(), now(), version)
                .update();
        audit.record(by, "posting-rules.decided", subject(version), Map.of("state", state));
        if (state.equals("IN_FORCE")) {
            intake.resumeAll("rule:");
        }
    }

    private static String subject(int version) {
        return "posting-rules:" + version;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
