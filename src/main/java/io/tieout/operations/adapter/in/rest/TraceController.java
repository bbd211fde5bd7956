package io.tieout.operations.adapter.in.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tieout.operations.Story;
import io.tieout.operations.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/trace")
class TraceController {

    private final Trace trace;

    TraceController(Trace trace) {
        this.trace = trace;
    }

    /** An identifier may hold slashes, so it is the rest of the path. */
    @GetMapping("/{*identifier}")
    @PreAuthorize("hasAuthority('SCOPE_trace.read')")
    StoryView tell(@PathVariable String identifier) {
        return StoryView.from(trace.tell(identifier.substring(1)));
    }

    record StoryView(String identifier, List<String> subjects, List<StepView> steps, List<String> awaited) {
        static StoryView from(Story story) {
            return new StoryView(
                    story.identifier(),
                    story.subjects(),
                    story.steps().stream().map(StepView::from).toList(),
                    story.awaited());
        }
    }

    record StepView(
            Instant at,
            String what,
            String by,
            @JsonProperty("messageId") @Nullable UUID message,
            String subject,
            Map<String, String> detail,
            String state) {
        static StepView from(Story.Step step) {
            return new StepView(
                    step.at(),
                    step.what(),
                    step.by(),
                    step.messageId(),
                    step.subject(),
                    step.detail(),
                    step.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
