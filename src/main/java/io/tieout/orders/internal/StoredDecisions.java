package io.tieout.orders.internal;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.orders.SourcingDecision;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How sourcing decisions stand in the database: with the order that they explain, read with it, never searched. */
final class StoredDecisions {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Decision>> LIST = new TypeReference<>() {};

    private StoredDecisions() {}

    record Decision(String at, int policy, String cause, String summary, List<Choice> chosen, List<Verdict> others) {}

    record Choice(String reference, String location, String quantity) {}

    record Verdict(String why, List<String> locations, int count) {}

    /** Of a long order only so many choices are told; the rest is in its allocations. */
    private static final int CHOICES_MAX = 50;

    static String write(List<SourcingDecision> decisions) {
        return JSON.writeValueAsString(decisions.stream()
                .map(decision -> new Decision(
                        decision.at().toString(),
                        decision.policy(),
                        decision.cause(),
                        decision.summary(),
                        decision.chosen().stream()
                                .limit(CHOICES_MAX)
                                .map(choice -> new Choice(
                                        choice.reference(),
                                        choice.location().value(),
                                        choice.quantity().toString()))
                                .toList(),
                        decision.others().stream()
                                .map(verdict -> new Verdict(
                                        verdict.why(),
                                        verdict.locations().stream()
                                                .map(LocationCode::value)
                                                .toList(),
                                        verdict.count()))
                                .toList()))
                .toList());
    }

    static List<SourcingDecision> read(String json) {
        return JSON.readValue(json, LIST).stream()
                .map(decision -> new SourcingDecision(
                        Instant.parse(decision.at()),
                        decision.policy(),
                        decision.cause(),
                        decision.summary(),
                        decision.chosen().stream()
                                .map(choice -> new SourcingDecision.Choice(
                                        choice.reference(),
                                        LocationCode.of(choice.location()),
                                        Quantity.of(choice.quantity())))
                                .toList(),
                        decision.others().stream()
                                .map(verdict -> new SourcingDecision.Verdict(
                                        verdict.why(),
                                        verdict.locations().stream()
                                                .map(LocationCode::of)
                                                .toList(),
                                        verdict.count()))
                                .toList()))
                .toList();
    }
}
