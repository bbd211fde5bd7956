package io.tieout.inbox.adapter.in.workitems;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.inbox.Inbox;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Replay, repair and skip. The inbox is asked for late, since it raises the items that these act upon. */
@Configuration(proxyBeanMethods = false)
class MessageActions {

    @Bean
    WorkItemAction replayMessage(ObjectProvider<Inbox> inbox) {
        return new OfMessage("replay", "Replay", List.of()) {
            @Override
            Outcome run(MessageId message, Map<String, String> parameters, Actor by) {
                inbox.getObject().replay(message, by);
                // Processing closes the item when it succeeds.
                return Outcome.STAYS_OPEN;
            }
        };
    }

    @Bean
    WorkItemAction repairMessage(ObjectProvider<Inbox> inbox) {
        return new OfMessage("repair", "Repair the body", List.of("body")) {
            @Override
            Outcome run(MessageId message, Map<String, String> parameters, Actor by) {
                inbox.getObject().repair(message, given(parameters, "body").getBytes(StandardCharsets.UTF_8), by);
                return Outcome.STAYS_OPEN;
            }
        };
    }

    @Bean
    WorkItemAction skipMessage(ObjectProvider<Inbox> inbox) {
        return new OfMessage("skip-with-reason", "Skip", List.of("reason")) {
            @Override
            Outcome run(MessageId message, Map<String, String> parameters, Actor by) {
                inbox.getObject().skip(message, given(parameters, "reason"), by);
                return Outcome.WAIVED;
            }
        };
    }

    private static String given(Map<String, String> parameters, String name) {
        var value = parameters.get(name);
        if (value == null || value.isBlank()) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "This needs " + name,
                    List.of(new ProblemException.Place("/parameters/" + name, "is missing")));
        }
        return value;
    }

    /** An action on the message that an item is about. */
    private abstract static class OfMessage implements WorkItemAction {

        private final String name;
        private final String label;
        private final List<String> parameters;

        OfMessage(String name, String label, List<String> parameters) {
            this.name = name;
            this.label = label;
            this.parameters = parameters;
        }

        abstract Outcome run(MessageId message, Map<String, String> parameters, Actor by);

        @Override
        public String name() {
            return name;
        }

        @Override
        public String label() {
            return label;
        }

        @Override
        public List<String> parameters() {
            return parameters;
        }

        @Override
        public boolean appliesTo(WorkItem item) {
            return item.message() != null && item.context().containsKey("message");
        }

        @Override
        public Outcome run(WorkItem item, Map<String, String> given, Actor by) {
            return run(Objects.requireNonNull(item.message()), given, by);
        }
    }
}
