package io.tieout.channels;

import io.tieout.access.Audit;
import io.tieout.catalog.Catalog;
import io.tieout.channels.StoreStage.Stage;
import io.tieout.channels.StoreStage.State;
import io.tieout.channels.cutover.CutoverSettings;
import io.tieout.channels.cutover.ParityDays;
import io.tieout.channels.cutover.StageRows;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How stores move from dropped files to an API: the stage of each store by business date, put in force by a second person, and
 * the parity report that says when it is safe to go on.
 */
@Service
public class StoreStages {

    private final StageRows rows;
    private final ParityDays days;
    private final CutoverSettings settings;
    private final Connections connections;
    private final Catalog catalog;
    private final Audit audit;
    private final Clock clock;

    StoreStages(
            StageRows rows,
            ParityDays days,
            CutoverSettings settings,
            Connections connections,
            Catalog catalog,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.days = days;
        this.settings = settings;
        this.connections = connections;
        this.catalog = catalog;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Lays a new stage before a second person.
     *
     * @throws ProblemException {@code store-stage.invalid}; {@code store-stage.not-safe} where a store is to leave the dual run
     *     for the API before the feeds agreed long enough; {@code state.conflict} where another waits already
     */
    @Transactional
    public StoreStage propose(ProposeStage stage, Actor by) {
        check(stage);
        if (stage.stage() == Stage.API && !stage.despiteDifferences() && isDual(stage.store(), stage.from())) {
            var parity = parity(stage.store());
            if (!parity.safeToCutOver()) {
                throw new ProblemException(
                        CutoverProblem.NOT_SAFE,
                        "Store " + stage.store() + " has " + parity.cleanDays() + " clean days of "
                                + parity.cleanDaysNeeded());
            }
        }
        if (rows.hasProposal(stage.store())) {
            throw new ProblemException(
                    CommonProblem.STATE_CONFLICT, "Another stage of store " + stage.store() + " waits for approval");
        }
        var id = Ids.next();
        rows.insert(id, stage, by.toString(), clock.instant());
        audit.record(
                by,
                "store-stage.proposed",
                "store:" + stage.store(),
                Map.of(
                        "stage",
                        stage.stage().name(),
                        "from",
                        stage.from().toString(),
                        "reason",
                        stage.reason(),
                        "despiteDifferences",
                        String.valueOf(stage.despiteDifferences())));
        return get(id);
    }

    private void check(ProposeStage stage) {
        if (catalog.location(stage.store()).isEmpty()) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "There is no store " + stage.store());
        }
        var legacyNeeded = stage.stage() != Stage.API;
        var apiNeeded = stage.stage() != Stage.LEGACY_FILE;
        if (legacyNeeded && stage.legacy() == null || apiNeeded && stage.api() == null) {
            throw invalid("A store in stage " + stage.stage() + " needs "
                    + (legacyNeeded ? "a legacy connection" : "")
                    + (legacyNeeded && apiNeeded ? " and " : "")
                    + (apiNeeded ? "an API connection" : ""));
        }
        if (stage.legacy() != null && stage.legacy().equals(stage.api())) {
            throw invalid("The two feeds are two connections");
        }
        for (var code : java.util.stream.Stream.of(stage.legacy(), stage.api())
                .filter(java.util.Objects::nonNull)
                .toList()) {
            if (connections.find(code).isEmpty()) {
                throw invalid("There is no connection " + code);
            }
        }
        if (stage.reason().isBlank()) {
            throw invalid("A change of stage needs a reason");
        }
        rows.inForce(List.of(stage.store().value())).stream()
                .filter(before -> !before.from().isBefore(stage.from()))
                .findFirst()
                .ifPresent(later -> {
                    throw invalid("Store " + stage.store() + " is in stage " + later.stage() + " from " + later.from()
                            + " on; a new one begins later");
                });
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(CutoverProblem.STAGE_INVALID, detail);
    }

    private boolean isDual(LocationCode store, LocalDate on) {
        return on(store, on).filter(stage -> stage.stage() == Stage.DUAL_RUN).isPresent();
    }

    /**
     * Puts it in force.
     *
     * @throws ProblemException {@code four-eyes.same-person}, {@code state.conflict}, {@code not-found}
     */
    @Transactional
    public StoreStage approve(UUID id, Actor by) {
        var stage = proposed(id);
        if (by.kind() == Actor.Kind.SYSTEM || by.toString().equals(stage.proposedBy())) {
            throw new ProblemException(
                    CommonProblem.FOUR_EYES_SAME_PERSON, stage.proposedBy() + " proposed it; another must approve");
        }
        try {
            rows.decide(id, State.IN_FORCE, by.toString(), clock.instant());
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    CommonProblem.STATE_CONFLICT, "Another stage is in force from " + stage.from() + " on", taken);
        }
        audit.record(by, "store-stage.approved", "store:" + stage.store(), facts(stage));
        return get(id);
    }

    /** Turns it down; its proposer may do so too. @throws ProblemException {@code state.conflict}, {@code not-found} */
    @Transactional
    public StoreStage reject(UUID id, Actor by) {
        var stage = proposed(id);
        rows.decide(id, State.REJECTED, by.toString(), clock.instant());
        audit.record(by, "store-stage.rejected", "store:" + stage.store(), facts(stage));
        return get(id);
    }

    private static Map<String, String> facts(StoreStage stage) {
        return Map.of("stage", stage.stage().name(), "from", stage.from().toString());
    }

    private StoreStage proposed(UUID id) {
        var stage = get(id);
        if (stage.state() != State.PROPOSED) {
            throw new ProblemException(CommonProblem.STATE_CONFLICT, "It is " + stage.state() + " already");
        }
        return stage;
    }

    private StoreStage get(UUID id) {
        return rows.lock(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no store stage " + id));
    }

    /** The stage of a store on a business date; empty where it never moved: then each of its feeds counts. */
    @Transactional(readOnly = true)
    public Optional<StoreStage> on(LocationCode store, LocalDate businessDate) {
        return rows.inForce(List.of(store.value())).stream()
                .filter(stage -> !stage.from().isAfter(businessDate))
                .findFirst();
    }

    /** All that was ever proposed for a store, the latest first. */
    @Transactional(readOnly = true)
    public List<StoreStage> history(LocationCode store) {
        return rows.history(store);
    }

    /** Of every store that moved or is to move, what is in force and what waits; by store, the latest first. */
    @Transactional(readOnly = true)
    public List<StoreStage> list() {
        return rows.all();
    }

    /** The two feeds side by side over the latest days. */
    @Transactional(readOnly = true)
    public StoreParity parity(LocationCode store) {
        var stage = comparing(store);
        var latest = stage == null ? List.<StoreParity.Day>of() : days.latest(stage, settings.parityDaysShown());
        var now = on(store, LocalDate.ofInstant(clock.instant(), zone(store))).orElse(null);
        return days.report(store, now, latest, ParityDays.cleanDays(latest), settings.cleanDays());
    }

    /** The two feeds side by side on the days between, both included. */
    @Transactional(readOnly = true)
    public StoreParity parity(LocationCode store, LocalDate from, LocalDate to) {
        var stage = comparing(store);
        var all = parity(store);
        return new StoreParity(
                store,
                all.stage(),
                all.cleanDays(),
                all.cleanDaysNeeded(),
                all.safeToCutOver(),
                stage == null ? List.of() : days.between(stage, from, to));
    }

    private java.time.ZoneId zone(LocationCode store) {
        return catalog.location(store)
                .map(location -> location.zone())
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no store " + store));
    }

    /** The latest dual run, which names the two feeds. */
    private @Nullable StoreStage comparing(LocationCode store) {
        zone(store);
        return rows.inForce(List.of(store.value())).stream()
                .filter(stage -> stage.stage() == Stage.DUAL_RUN)
                .findFirst()
                .orElse(null);
    }
}
