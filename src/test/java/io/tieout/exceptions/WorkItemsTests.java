package io.tieout.exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.access.ApiClients;
import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemType;
import io.tieout.testing.Http;
import io.tieout.testing.IntegrationTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class WorkItemsTests {

    private static final Actor CLIENT = Actor.client("test");

    @Autowired
    WorkItems items;

    @Autowired
    ApiClients clients;

    @Autowired
    TransactionTemplate transactions;

    @LocalServerPort
    int port;

    @Test
    void aFailureThatRepeatsIsOneItem() {
        var subject = subject();
        var first = items.raise(item(subject, "First"));
        var second = items.raise(item(subject, "Second"));

        assertThat(second).isEqualTo(first);
        assertThat(items.find(first)).hasValueSatisfying(item -> {
            assertThat(item.occurrences()).isEqualTo(2);
            assertThat(item.detail()).isEqualTo("Second");
            assertThat(item.title()).isEqualTo(CommonProblem.INTERNAL.title());
            assertThat(item.dueAt()).isAfter(item.openedAt());
            assertThat(item.actions()).extracting(WorkItem.Action::name).contains("waive");
        });
    }

    @Test
    void whatIsRolledBackWasNeverRaised() {
        var subject = subject();
        transactions.executeWithoutResult(transaction -> {
            items.raise(item(subject, "Never"));
            transaction.setRollbackOnly();
        });

        assertThat(bySubject(subject)).isEmpty();
    }

    @Test
    void aNestedTransactionOfItsOwnKeepsItsItemWhenTheOuterFails() {
        var outer = subject();
        var inner = subject();
        var own = new TransactionTemplate(java.util.Objects.requireNonNull(transactions.getTransactionManager()));
        own.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
        transactions.executeWithoutResult(transaction -> {
            items.raise(item(outer, "Lost"));
            own.executeWithoutResult(_ -> items.raise(item(inner, "Kept")));
            transaction.setRollbackOnly();
        });

        assertThat(bySubject(outer)).isEmpty();
        assertThat(bySubject(inner)).hasSize(1);
    }

    @Test
    void aCauseThatIsGoneClosesTheItemAndTheNextFailureOpensAnother() {
        var subject = subject();
        var first = items.raise(item(subject, "First"));
        items.resolve(CommonProblem.INTERNAL, subject, "It works again");
        items.resolve(CommonProblem.INTERNAL, subject, "Nothing to do");
        var second = items.raise(item(subject, "Second"));

        assertThat(second).isNotEqualTo(first);
        assertThat(items.find(first)).hasValueSatisfying(item -> {
            assertThat(item.state()).isEqualTo(WorkItem.State.RESOLVED);
            assertThat(item.outcome()).isEqualTo("It works again");
            assertThat(item.actions()).isEmpty();
        });
    }

    @Test
    void raisedAndResolvedInOneTransactionIsHistoryAtOnce() {
        var subject = subject();
        transactions.executeWithoutResult(_ -> {
            items.raise(item(subject, "Short"));
            items.resolve(CommonProblem.INTERNAL, subject, "Gone");
        });

        assertThat(bySubject(subject))
                .singleElement()
                .satisfies(item -> assertThat(item.state()).isEqualTo(WorkItem.State.RESOLVED));
    }

    @Test
    void transactionsThatRaiseTheSameItemsInAnyOrderNeverBlockEachOther() throws Exception {
        var seed = 42L;
        var subjects = List.of(subject(), subject(), subject(), subject());
        var random = new Random(seed);
        var work = new ArrayList<Callable<List<UUID>>>();
        for (var transaction = 0; transaction < 60; transaction++) {
            var order = new ArrayList<>(subjects);
            Collections.shuffle(order, random);
            var resolves = random.nextInt(4) == 0;
            work.add(() -> transactions.execute(_ -> {
                var ids = order.stream()
                        .map(subject -> items.raise(item(subject, "Again")))
                        .toList();
                if (resolves) {
                    items.resolve(CommonProblem.INTERNAL, order.getFirst(), "Gone");
                }
                return ids;
            }));
        }
        try (var threads = Executors.newFixedThreadPool(12)) {
            for (var result : threads.invokeAll(work)) {
                for (var id : result.get()) {
                    assertThat(items.find(id)).as("seed %d", seed).isPresent();
                }
            }
        }

        for (var subject : subjects) {
            var all = bySubject(subject);
            assertThat(all.stream().mapToInt(WorkItem::occurrences).sum())
                    .as("seed %d", seed)
                    .isEqualTo(60);
            assertThat(all.stream()
                            .filter(item -> item.state() == WorkItem.State.OPEN)
                            .count())
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void waivingNeedsAReasonAndHappensOnce() {
        var id = items.raise(item(subject(), "Bad"));

        assertRefused(CommonProblem.REQUEST_INVALID, () -> items.act(id, "waive", Map.of(), CLIENT));
        assertRefused(WorkItemProblem.ACTION_UNKNOWN, () -> items.act(id, "explode", Map.of(), CLIENT));
        var waived = items.act(id, "waive", Map.of("reason", "Known and harmless"), CLIENT);
        assertThat(waived.state()).isEqualTo(WorkItem.State.WAIVED);
        assertThat(waived.outcome()).isEqualTo("Known and harmless");
        assertRefused(WorkItemProblem.CLOSED, () -> items.act(id, "waive", Map.of("reason", "Again"), CLIENT));
        assertRefused(CommonProblem.NOT_FOUND, () -> items.act(UUID.randomUUID(), "waive", Map.of(), CLIENT));
    }

    @Test
    void ofManyWhoWaiveAtTheSameMomentOneDoes() throws Exception {
        var id = items.raise(item(subject(), "Bad"));
        List<Callable<Boolean>> attempts = Collections.nCopies(8, () -> {
            try {
                items.act(id, "waive", Map.of("reason", "Mine"), CLIENT);
                return true;
            } catch (ProblemException late) {
                assertThat(late.type()).isIn(CommonProblem.STALE_VERSION, WorkItemProblem.CLOSED);
                return false;
            }
        });
        var done = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var result : threads.invokeAll(attempts)) {
                done += result.get() ? 1 : 0;
            }
        }

        assertThat(done).isEqualTo(1);
    }

    @Test
    void aPersonOfAnotherRoleMayNotAct() {
        var id = items.raise(item(subject(), "Bad"));

        assertRefused(
                WorkItemProblem.NOT_OWNER, () -> items.act(id, "waive", Map.of("reason", "x"), Actor.user("somebody")));
    }

    @Test
    void hostileDetailsAreKeptWithinBounds() {
        var id = items.raise(new NewWorkItem(
                CommonProblem.INTERNAL,
                subject(),
                Roles.OPERATIONS,
                Severity.CRITICAL,
                "\u0000" + "x".repeat(100_000),
                null,
                Map.of("value", "a\u0000b")));

        assertThat(items.find(id))
                .hasValueSatisfying(item -> assertThat(item.detail()).hasSize(4000));
    }

    @Test
    void openItemsAreListedByDeadlineThroughAllPages() {
        var role = "role-" + UUID.randomUUID();
        for (var severity : List.of(Severity.LOW, Severity.CRITICAL, Severity.NORMAL, Severity.HIGH, Severity.LOW)) {
            items.raise(new NewWorkItem(CommonProblem.INTERNAL, subject(), role, severity, "x", null, Map.of()));
        }
        var filter = new WorkItemFilter(WorkItem.State.OPEN, role, null, null);
        var seen = new ArrayList<Severity>();
        var page = items.list(filter, 2, null);
        seen.addAll(page.items().stream().map(WorkItem::severity).toList());
        while (page.next() != null) {
            page = items.list(filter, 2, page.next());
            seen.addAll(page.items().stream().map(WorkItem::severity).toList());
        }

        assertThat(seen).containsExactly(Severity.CRITICAL, Severity.HIGH, Severity.NORMAL, Severity.LOW, Severity.LOW);
        assertThat(items.openByOwner()).containsEntry(role, 5L);
    }

    @Test
    void theQueueIsWorkedOverHttp() {
        var terms = ApiClients.Terms.of(List.of("work-items.read", "work-items.write"));
        var http = new Http(
                port,
                clients.create("items-" + UUID.randomUUID(), terms, Actor.system("test"))
                        .key());
        var subject = subject();
        var id = items.raise(item(subject, "Bad"));

        assertThat(http.get("/api/v1/work-items?state=open&subject=" + subject.value())
                        .body())
                .contains(id.toString(), "\"state\":\"open\"", "\"next\":null");
        assertThat(http.get("/api/v1/work-items?state=odd").statusCode()).isEqualTo(400);
        var answer =
                http.send("POST", "/api/v1/work-items/" + id + "/actions/waive", "{\"reason\":\"Known\"}", Map.of());
        assertThat(answer.body()).contains("\"state\":\"waived\"");
        assertThat(http.get("/api/v1/work-items/" + id).body()).contains("\"outcome\":\"Known\"");
    }

    @Test
    void notesAndAssigneesStayWithTheItem() {
        var id = items.raise(item(subject(), "Bad"));
        items.comment(id, " Called the partner ", CLIENT);

        assertThat(items.notes(id))
                .singleElement()
                .satisfies(note -> assertThat(note.text()).isEqualTo("Called the partner"));
        assertThat(items.assign(id, "ada", CLIENT).assignee()).isEqualTo("ada");
        assertRefused(CommonProblem.REQUEST_INVALID, () -> items.comment(id, " ", CLIENT));
    }

    private List<WorkItem> bySubject(BusinessKey subject) {
        return items.list(new WorkItemFilter(null, null, null, subject.value()), 500, null)
                .items();
    }

    private static NewWorkItem item(BusinessKey subject, String detail) {
        return new NewWorkItem(
                CommonProblem.INTERNAL, subject, Roles.OPERATIONS, Severity.NORMAL, detail, null, Map.of("a", "b"));
    }

    private static BusinessKey subject() {
        return BusinessKey.of("test:" + UUID.randomUUID());
    }

    private static void assertRefused(ProblemType type, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(type));
    }
}
