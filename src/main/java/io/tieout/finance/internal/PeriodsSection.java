package io.tieout.finance.internal;

import io.tieout.finance.Periods;
import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.spi.ConfigSection;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** {@code periods}: what stands in it is as said; a period that is left out stays as it is, also with {@code prune}. */
@Component
class PeriodsSection implements ConfigSection {

    private static final JsonNode SCHEMA = SectionJson.schema("""
            {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "required": ["entity", "period", "state"],
              "properties": {
                "entity": {"type": "string", "minLength": 1, "maxLength": 16},
                "period": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
                "state": {"enum": ["OPEN", "SOFT_CLOSED", "CLOSED"]}}}}
            """);

    private final PeriodCalendar calendar;
    private final PeriodClosing closing;

    PeriodsSection(PeriodCalendar calendar, PeriodClosing closing) {
        this.calendar = calendar;
        this.closing = closing;
    }

    @Override
    public String name() {
        return "periods";
    }

    @Override
    public int order() {
        return 70;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var periods = SectionJson.JSON.createArrayNode();
        for (var period : calendar.list()) {
            periods.addObject()
                    .put("entity", period.entity().value())
                    .put("period", period.period().toString())
                    .put("state", period.state().name());
        }
        return periods;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        for (var index = 0; index < value.size(); index++) {
            var entry = value.get(index);
            var entity = SectionJson.read(entry, index, "entity", EntityCode::of);
            var period = SectionJson.read(entry, index, "period", YearMonth::parse);
            var state = SectionJson.read(entry, index, "state", Periods.State::valueOf);
            var before = closing.state(entity, period);
            if (set(entity, period, state, by, index)) {
                changes.add(new Change(Change.Kind.CHANGED, entity + " " + period, before + " -> " + state));
            }
        }
        return changes;
    }

    private boolean set(EntityCode entity, YearMonth period, Periods.State state, Actor by, int index) {
        try {
            return closing.set(entity, period, state, by);
        } catch (ProblemException refused) {
            var detail = String.valueOf(refused.getMessage());
            throw new ProblemException(
                    refused.type(), detail, List.of(new ProblemException.Place("/" + index, detail)));
        }
    }
}
