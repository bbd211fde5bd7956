package io.tieout.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Ids;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemType;
import io.tieout.testing.IntegrationTest;
import java.io.StringReader;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class MappingSetsTests {

    private static final Actor ANN = Actor.user("ann");
    private static final Actor BEN = Actor.user("ben");

    @Autowired
    MappingSets sets;

    @Autowired
    Mappings mappings;

    @Autowired
    WorkItems workItems;

    @Autowired
    JdbcClient jdbc;

    final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    final String partner = "map-" + Ids.next().toString().substring(24);

    @Test
    void aSetTakesForceOnceASecondPersonApproves() {
        var draft = propose(today, "A", "1");
        sets.submit(draft.id(), ANN);
        assertThat(mappings.resolve(MappingKind.CARRIER, "A", partner, today)).isInstanceOf(Resolution.Unmapped.class);

        var approved = sets.approve(draft.id(), BEN);

        assertThat(approved.state()).isEqualTo(MappingSet.State.IN_FORCE);
        assertThat(mappings.resolve(MappingKind.CARRIER, "A", partner, today))
                .isEqualTo(new Resolution.Mapped("1", draft.id(), 1));
        assertThat(mappings.resolve(MappingKind.CARRIER, "A", partner, today.minusDays(1)))
                .isInstanceOf(Resolution.Unmapped.class);
    }

    @Test
    void theProposerMayNotApproveNeitherByCodeNorByDatabase() {
        var draft = sets.submit(propose(today, "A", "1").id(), ANN);

        assertProblem(CommonProblem.FOUR_EYES_SAME_PERSON, () -> sets.approve(draft.id(), ANN));
        assertThatThrownBy(() -> jdbc.sql("""
                                update mapping.mapping_set set state = 'APPROVED', decided_by = proposed_by, decided_at = now()
                                 where id = :id""").param("id", draft.id()).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("mapping_set_four_eyes");
        assertThatThrownBy(() -> jdbc.sql("update mapping.entry set value = 'x' where mapping_set = :id")
                        .param("id", draft.id())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no draft any more");
    }

    @Test
    void aSetOfTheFutureWaitsForItsDay() {
        var set = inForce(today.plusDays(3), "A", "1");

        assertThat(set.state()).isEqualTo(MappingSet.State.APPROVED);
        assertThat(mappings.resolve(MappingKind.CARRIER, "A", partner, today)).isInstanceOf(Resolution.Unmapped.class);
        assertThat(mappings.resolve(MappingKind.CARRIER, "A", partner, today.plusDays(3)))
                .isInstanceOf(Resolution.Mapped.class);
    }

    @Test
    void laterSetsRestateAndWithdrawAndEarlierDaysKeepTheirMeaning() {
        var first = inForce(today.minusDays(10), "A", "1", "B", "2");
        inForce(today.minusDays(5), "A", "3");
        assertThat(sets.find(first.id()).orElseThrow().state()).isEqualTo(MappingSet.State.IN_FORCE);
        inForce(today.minusDays(2), "B", null);

        assertThat(value("A", today.minusDays(6))).isEqualTo("1");
        assertThat(value("A", today)).isEqualTo("3");
        assertThat(value("B", today.minusDays(3))).isEqualTo("2");
        assertThat(value("B", today)).isNull();
        assertThat(sets.find(first.id()).orElseThrow().state()).isEqualTo(MappingSet.State.SUPERSEDED);
    }

    @Test
    void aPartnersOwnSayGoesBeforeTheDefaultAndTheBuiltInIsTheLast() {
        var code = "code-" + partner;
        mappings.seedDefault(MappingKind.REASON, Map.of(code, "built-in"));
        mappings.seedDefault(MappingKind.REASON, Map.of(code, "built-in"));
        assertThat(resolved(MappingKind.REASON, code)).isEqualTo("built-in");

        var own =
                sets.propose(ProposeMapping.of(MappingKind.REASON, partner, LocalDate.EPOCH, Map.of(code, "own")), ANN);
        sets.submit(own.id(), ANN);
        sets.approve(own.id(), BEN);
        mappings.seedDefault(MappingKind.REASON, Map.of(code, "newer built-in"));

        assertThat(resolved(MappingKind.REASON, code)).isEqualTo("own");
        assertThat(mappings.inForce(MappingKind.REASON, "another", today)
                        .get(code)
                        .value())
                .isEqualTo("newer built-in");
    }

    @Test
    void whatWaitedForTheCodeIsResolved() {
        var key = BusinessKey.of(Mappings.waitKey(MappingKind.CARRIER, partner, "X"));
        var item = workItems.raise(new NewWorkItem(
                MappingProblem.CODE_UNMAPPED,
                key,
                "data-steward",
                NewWorkItem.Severity.NORMAL,
                "Carrier X",
                null,
                Map.of()));

        workItems.act(item, "map", Map.of("value", "DHL"), Actor.client("steward")); // a person would need the role
        var proposed = sets.list(new MappingFilter(MappingKind.CARRIER, partner, MappingSet.State.SUBMITTED), 10, null)
                .items()
                .getFirst();
        assertThat(sets.simulate(proposed.id()))
                .isEqualTo(new Simulation(List.of(new MappingChange("X", null, "DHL")), List.of(key.value()), 1));
        sets.approve(proposed.id(), BEN);

        assertThat(value("X", today)).isEqualTo("DHL");
        var open = new WorkItemFilter(WorkItem.State.OPEN, null, MappingProblem.CODE_UNMAPPED.code(), key.value());
        assertThat(workItems.list(open, 1, null).items()).isEmpty();
    }

    @Test
    void onlyTheProposerEditsAndOnlyWhatWasSeen() {
        var draft = propose(today, "A", "1");
        var edited = sets.edit(draft.id(), draft.revision(), today, entries("A", "2"), ANN);

        assertThat(edited.entries()).containsEntry("A", "2");
        assertProblem(
                CommonProblem.STALE_VERSION,
                () -> sets.edit(draft.id(), draft.revision(), today, entries("A", "3"), ANN));
        assertProblem(
                MappingProblem.NOT_YOUR_DRAFT,
                () -> sets.edit(draft.id(), edited.revision(), today, entries("A", "3"), BEN));
        sets.reject(draft.id(), "not needed", ANN);
        assertProblem(CommonProblem.STATE_CONFLICT, () -> sets.submit(draft.id(), ANN));
    }

    @Test
    void csvGoesOutAndIn() {
        inForce(today, "A", "1", "B", "with, comma");
        var csv = sets.exportCsv(MappingKind.CARRIER, partner, today);
        assertThat(csv.lines()).containsExactly("code,value", "A,1", "B,\"with, comma\"");

        var imported = sets.importCsv(MappingKind.CARRIER, partner, today, new StringReader(csv), ANN);
        assertProblem(MappingProblem.NOTHING_CHANGES, () -> sets.submit(imported.id(), ANN));
        for (var bad : new String[] {"x,y\nA,1\n", "code,value\nA,1\nA,2\n", "code,value\nA\n", "code,value\n", ""}) {
            assertProblem(
                    MappingProblem.ENTRY_INVALID,
                    () -> sets.importCsv(MappingKind.CARRIER, partner, today, new StringReader(bad), ANN));
        }
    }

    private MappingSet propose(LocalDate from, @Nullable String... pairs) {
        return sets.propose(new ProposeMapping(MappingKind.CARRIER, partner, from, entries(pairs), null), ANN);
    }

    private MappingSet inForce(LocalDate from, @Nullable String... pairs) {
        return sets.approve(sets.submit(propose(from, pairs).id(), ANN).id(), BEN);
    }

    private static TreeMap<String, @Nullable String> entries(@Nullable String... pairs) {
        var entries = new HashMap<String, @Nullable String>();
        for (var i = 0; i < pairs.length; i += 2) {
            entries.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return new TreeMap<>(entries);
    }

    private @Nullable String value(String code, LocalDate on) {
        return mappings.resolve(MappingKind.CARRIER, code, partner, on) instanceof Resolution.Mapped mapped
                ? mapped.value()
                : null;
    }

    private @Nullable String resolved(MappingKind kind, String code) {
        return mappings.resolve(kind, code, partner, today) instanceof Resolution.Mapped mapped ? mapped.value() : null;
    }

    private static void assertProblem(ProblemType problem, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(problem));
    }
}
